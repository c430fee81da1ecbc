/** What a station and the platform said to each other. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import type { ConversationFilters } from "./conversation-filters";

export type Message = Schemas["MessageView"];

const PAGE = 50;
const TAIL = 200;
/** Frames are no live events: there would be too many. Who follows them asks this often. */
const FOLLOW_MS = 2_000;

/** The conversation up to now, newest first. */
export function messagesQuery(id: string, filters: ConversationFilters) {
  return infiniteQueryOptions({
    queryKey: ["conversation", id, filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, limit: PAGE, ...pageParam };
      const params = { path: { station_id: id }, query };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/messages", { params, signal }));
    },
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ next_cursor }) => (next_cursor ? { cursor: next_cursor } : undefined),
    staleTime: Infinity,
  });
}

/** What was said from an instant on, asked for again and again. */
export function tailQuery(id: string, filters: ConversationFilters, from: string | null) {
  return queryOptions({
    queryKey: ["conversation", id, filters, "tail", from],
    queryFn: async ({ signal }) => {
      const query = { ...filters, limit: TAIL, ...(from !== null && { from }) };
      const params = { path: { station_id: id }, query };
      return (await bodyOf(api.GET("/api/v1/stations/{station_id}/messages", { params, signal })))
        .items;
    },
    refetchInterval: FOLLOW_MS,
  });
}

/** Put the tail before what was there; a message is shown once. */
export function joined(tail: readonly Message[], shown: readonly Message[]): Message[] {
  const known = new Set(tail.map(({ id }) => id));
  return [...tail, ...shown.filter(({ id }) => !known.has(id))];
}
