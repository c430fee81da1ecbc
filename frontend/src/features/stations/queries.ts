import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";
import { readAgain } from "@/features/sources/read-age";

export type Station = Schemas["StationView"];

const FEW = 20;
const LONG_PAGE = 200;

export const stationsQuery = queryOptions({
  queryKey: ["stations"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/stations", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
  refetchInterval: ({ state }) => readAgain((state.data ?? []).map(({ source }) => source)),
});

/** A few stations by a part of their name or identity. */
export function stationChoicesQuery(text: string) {
  return queryOptions({
    queryKey: ["station-choices", text],
    queryFn: async ({ signal }) => {
      const query = { limit: FEW, search: text };
      return (await bodyOf(api.GET("/api/v1/stations", { params: { query }, signal }))).items;
    },
  });
}

export function stationQuery(id: string) {
  return queryOptions({
    queryKey: ["station", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/stations/{station_id}", { params: { path: { station_id: id } }, signal }),
      ),
    refetchInterval: ({ state }) => readAgain([state.data?.source]),
  });
}
