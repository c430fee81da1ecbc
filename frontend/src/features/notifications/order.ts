/** Return a list with one of its items a place earlier or later; at an end nothing changes. */
export function moved<Item>(items: readonly Item[], item: Item, by: -1 | 1): Item[] {
  const here = items.indexOf(item);
  const there = here + by;
  if (here === -1 || there < 0 || there >= items.length) return [...items];
  return items.with(here, items[there]!).with(there, item);
}
