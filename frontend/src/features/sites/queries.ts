import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Site = Schemas["SiteView"];
export type Unit = Schemas["UnitView"];

const LONG_PAGE = 200;

export const sitesQuery = queryOptions({
  queryKey: ["sites"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/sites", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
});

export const unitsQuery = queryOptions({
  queryKey: ["units"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/units", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
});
