interface PageOf<Item> {
  items: Item[];
  next_cursor?: string | null;
}

/** More pages than a screen can use: a list that long needs another way to be read. */
const MOST_PAGES = 50;

/** Fetch a list to its end, page after page. */
export async function everyPage<Item>(
  fetchPage: (page: { cursor?: string }) => Promise<PageOf<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let page: { cursor?: string } = {};
  for (let fetched = 0; fetched < MOST_PAGES; fetched += 1) {
    const { items: next, next_cursor } = await fetchPage(page);
    items.push(...next);
    if (!next_cursor) break;
    page = { cursor: next_cursor };
  }
  return items;
}

/** Which page of a list is asked for; the first has no cursor. */
export interface PageParam {
  cursor?: string;
}

export const FIRST_PAGE: PageParam = {};

/** Return which page follows, for `infiniteQueryOptions`. */
export function nextPage({ next_cursor }: PageOf<unknown>): PageParam | undefined {
  return next_cursor ? { cursor: next_cursor } : undefined;
}
