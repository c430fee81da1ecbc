/** What a station was told: the actions that there are, those that were sent, and sending one. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import type { SchemaNode } from "./action-form/action-schema";
import { addressOf, because, type Recipient } from "./commands";

export type GivenCommand = Schemas["CommandView"];
export type RawAnswer = Schemas["RawResultView"] | Schemas["RawErrorView"];

const PAGE = 20;

export function actionsQuery(version: string) {
  return queryOptions({
    queryKey: ["ocpp-actions", version],
    queryFn: async ({ signal }) => {
      const params = { path: { version } };
      const page = await bodyOf(api.GET("/api/v1/ocpp/{version}/actions", { params, signal }));
      return page.items.map(({ action }) => action);
    },
    staleTime: Infinity,
  });
}

export function actionSchemaQuery(version: string, action: string) {
  return queryOptions({
    queryKey: ["ocpp-actions", version, action],
    queryFn: async ({ signal }) => {
      const params = { path: { version, action } };
      const found = await bodyOf(
        api.GET("/api/v1/ocpp/{version}/actions/{action}", { params, signal }),
      );
      return found.request as SchemaNode;
    },
    staleTime: Infinity,
  });
}

/** What people told a station to do, newest first. */
export function commandsQuery(stationId: string) {
  return infiniteQueryOptions({
    queryKey: ["station", stationId, "commands"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { station_id: stationId }, query: { limit: PAGE, ...pageParam } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/commands", { params, signal }));
    },
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ next_cursor }) => (next_cursor ? { cursor: next_cursor } : undefined),
  });
}

/** Send an action in the station's own words and wait for its answer, whatever that is. */
export function sendAction(
  recipient: Recipient,
  action: string,
  payload: Record<string, unknown>,
  reason: string | null,
): Promise<RawAnswer> {
  const { path, header } = addressOf(recipient);
  const params = { path: { ...path, action }, header, query: because(reason) };
  return bodyOf(api.POST("/api/v1/stations/{station_id}/ocpp/{action}", { params, body: payload }));
}
