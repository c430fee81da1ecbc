/** What one was told, and that one has read it. Small: the bell is on every page. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";

export type InboxNotice = Schemas["NoticeView"];

const PAGE = 30;
/** For those whose live connection does not tell. */
const LOOK_AGAIN_MS = 60_000;

export const INBOX_CHANGED = [["inbox"]] as const;

export const unreadQuery = queryOptions({
  queryKey: ["inbox", "unread"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/notifications/inbox/unread", { signal }))).unread,
  refetchInterval: LOOK_AGAIN_MS,
});

export const inboxQuery = infiniteQueryOptions({
  queryKey: ["inbox", "list"],
  queryFn: ({ pageParam, signal }) => {
    const params = { query: { limit: PAGE, ...pageParam } };
    return bodyOf(api.GET("/api/v1/notifications/inbox", { params, signal }));
  },
  initialPageParam: FIRST_PAGE,
  getNextPageParam: nextPage,
});

export async function readNotice({ id }: InboxNotice): Promise<void> {
  const params = { path: { notice_id: id } };
  await bodyOf(api.POST("/api/v1/notifications/inbox/{notice_id}/read", { params }));
}

export async function readEverything(): Promise<void> {
  await bodyOf(api.POST("/api/v1/notifications/inbox/read"));
}
