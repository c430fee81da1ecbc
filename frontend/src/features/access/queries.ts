/** Who may charge where: what places say, what was decided, and what stations keep of it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";

export type Decision = Schemas["DecisionView"];
export type Policy = Schemas["PolicyView"];
export type PolicyBody = Schemas["PolicyBody"];
export type LocalList = Schemas["LocalListView"];

/** A place that may say who charges there. */
export interface Place {
  kind: "site" | "station";
  id: string;
  tenantId: string;
}

const PAGE = 20;

export function stationDecisionsQuery(stationId: string) {
  return infiniteQueryOptions({
    queryKey: ["station", stationId, "decisions"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { station_id: stationId }, query: { limit: PAGE, ...pageParam } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/decisions", { params, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
}

export function cardDecisionsQuery(idTokenId: string) {
  return infiniteQueryOptions({
    queryKey: ["card-decisions", idTokenId],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { id_token_id: idTokenId }, query: { limit: PAGE, ...pageParam } };
      return bodyOf(api.GET("/api/v1/id-tokens/{id_token_id}/decisions", { params, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
}

export function tryCard(stationId: string, value: string): Promise<Decision> {
  const params = { path: { station_id: stationId } };
  const body = { value, type: "ISO14443" } as const;
  return bodyOf(api.POST("/api/v1/stations/{station_id}/decisions/try", { params, body }));
}

export function localListQuery(stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "local-list"],
    queryFn: ({ signal }) => {
      const params = { path: { station_id: stationId } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/local-list", { params, signal }));
    },
  });
}

export function sendList(stationId: string, tenantId: string): Promise<LocalList> {
  const params = { path: { station_id: stationId }, header: { "x-sigec-tenant": tenantId } };
  return bodyOf(api.POST("/api/v1/stations/{station_id}/local-list/send", { params }));
}

export function policyQuery({ kind, id }: Place) {
  return queryOptions({
    queryKey: [kind === "station" ? "station" : "site", id, "access-policy"],
    queryFn: ({ signal }) =>
      kind === "station"
        ? bodyOf(
            api.GET("/api/v1/stations/{station_id}/access-policy", {
              params: { path: { station_id: id } },
              signal,
            }),
          )
        : bodyOf(
            api.GET("/api/v1/sites/{site_id}/access-policy", {
              params: { path: { site_id: id } },
              signal,
            }),
          ),
  });
}

export function savePolicy({ kind, id, tenantId }: Place, body: PolicyBody): Promise<Policy> {
  const header = { "x-sigec-tenant": tenantId };
  return kind === "station"
    ? bodyOf(
        api.PUT("/api/v1/stations/{station_id}/access-policy", {
          params: { path: { station_id: id }, header },
          body,
        }),
      )
    : bodyOf(
        api.PUT("/api/v1/sites/{site_id}/access-policy", {
          params: { path: { site_id: id }, header },
          body,
        }),
      );
}
