import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Station = Schemas["StationView"];
export type Message = Schemas["MessageView"];

const PAGE = 50;
const LONG_PAGE = 200;

export const stationsQuery = queryOptions({
  queryKey: ["stations"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/stations", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
});

export function stationQuery(id: string) {
  return queryOptions({
    queryKey: ["station", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/stations/{station_id}", { params: { path: { station_id: id } }, signal }),
      ),
  });
}

/** What a station and the platform said to each other, newest first. */
export function messagesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ["station", id, "messages"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { station_id: id }, query: { limit: PAGE, ...pageParam } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/messages", { params, signal }));
    },
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ next_cursor }) => (next_cursor ? { cursor: next_cursor } : undefined),
  });
}
