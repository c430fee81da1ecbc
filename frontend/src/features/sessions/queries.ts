import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";
import { readAgain } from "@/features/sources/read-age";
import { filterQuery, type SessionFilters, type SessionQuery } from "./session-filters";

export type Session = Schemas["SessionItem"];
export type Reading = Schemas["ReadingItem"];

const FEW = 20;
const PAGE = 50;
const LONG_PAGE = 200;

/** The charges that a filter leaves; its days are those of a zone. */
export function sessionsQuery(filters: SessionFilters, timeZone: string) {
  return infiniteQueryOptions({
    queryKey: ["sessions", filters, timeZone],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filterQuery(filters, timeZone), limit: PAGE, ...pageParam };
      return bodyOf(api.GET("/api/v1/sessions", { params: { query }, signal }));
    },
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: ({ next_cursor }) => (next_cursor ? { cursor: next_cursor } : undefined),
    refetchInterval: ({ state }) => {
      const all = (state.data?.pages ?? []).flatMap(({ items }) => items);
      return readAgain(all.map(openlyRead));
    },
  });
}

/** What the charges of a filter come to. */
export function totalsQuery(filters: SessionFilters, timeZone: string) {
  return queryOptions({
    queryKey: ["sessions", "totals", filters, timeZone],
    queryFn: ({ signal }) => {
      const query = filterQuery(filters, timeZone);
      return bodyOf(api.GET("/api/v1/sessions/totals", { params: { query }, signal }));
    },
  });
}

/** The newest charges of each of some filters: what a few typed words may mean. */
export function sessionChoicesQuery(wanted: readonly SessionQuery[]) {
  return queryOptions({
    queryKey: ["session-choices", wanted],
    queryFn: async ({ signal }) => {
      const pages = wanted.map((filter) => {
        const query = { ...filter, limit: FEW };
        return bodyOf(api.GET("/api/v1/sessions", { params: { query }, signal }));
      });
      return (await Promise.all(pages)).flatMap(({ items }) => items);
    },
  });
}

export function sessionQuery(id: string) {
  return queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/sessions/{session_id}", { params: { path: { session_id: id } }, signal }),
      ),
    refetchInterval: ({ state }) => readAgain([state.data && openlyRead(state.data)]),
  });
}

export function readingsQuery(id: string) {
  return queryOptions({
    queryKey: ["session", id, "readings"],
    queryFn: ({ signal }) =>
      everyPage((page) => {
        const params = { path: { session_id: id }, query: { limit: LONG_PAGE, ...page } };
        return bodyOf(api.GET("/api/v1/sessions/{session_id}/readings", { params, signal }));
      }),
  });
}

export function energyQuery(id: string) {
  return queryOptions({
    queryKey: ["session", id, "energy"],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/sessions/{session_id}/energy", {
          params: { path: { session_id: id } },
          signal,
        }),
      ),
  });
}

export function timelineQuery(id: string) {
  return queryOptions({
    queryKey: ["session", id, "timeline"],
    queryFn: ({ signal }) => {
      const params = { path: { session_id: id } };
      return bodyOf(api.GET("/api/v1/sessions/{session_id}/timeline", { params, signal }));
    },
  });
}

/** Return the cloud that still may tell something of a charge, which did not end. */
export function openlyRead({ status, read_through }: Session): Session["read_through"] {
  return status === "ended" ? null : read_through;
}

/** What people changed of a session, and why. */
export function correctionsQuery(id: string) {
  return queryOptions({
    queryKey: ["session", id, "corrections"],
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: id } };
      const page = await bodyOf(
        api.GET("/api/v1/sessions/{session_id}/corrections", { params, signal }),
      );
      return page.items;
    },
  });
}

/** An order may come this long before the start that it causes. */
const ORDERED_BEFORE_MS = 10 * 60_000;

/** What people told the station to do around a session. */
export function sessionOrdersQuery({ id, station_id, started_at, ended_at }: Session) {
  return queryOptions({
    queryKey: ["session", id, "orders"],
    queryFn: ({ signal }) => {
      const from = new Date(Date.parse(started_at) - ORDERED_BEFORE_MS).toISOString();
      const query = { from, ...(ended_at !== null && { to: ended_at }), limit: LONG_PAGE };
      return everyPage((page) => {
        const params = { path: { station_id }, query: { ...query, ...page } };
        return bodyOf(api.GET("/api/v1/stations/{station_id}/commands", { params, signal }));
      });
    },
  });
}

/** What is asked again when somebody put right what is known of a charge. */
export const CHARGED_CHANGED = [["session"], ["sessions"], ["board"], ["attention"]] as const;

/** The charges of a card of which nobody knows whose they were, the latest first. */
export function strayChargesQuery({ tenant_id, value }: Schemas["IdTokenView"]) {
  return queryOptions({
    queryKey: ["sessions", "stray", tenant_id, value],
    queryFn: async ({ signal }) => {
      const query = { identity: "unknown", id_token: value, tenant_id, limit: LONG_PAGE } as const;
      return (await bodyOf(api.GET("/api/v1/sessions", { params: { query }, signal }))).items;
    },
  });
}

/** How many orders back a limit is looked for that still counts. */
const ORDERS_BACK = 50;

/** What people told a station last, the latest first. */
export function latestOrdersQuery(station_id: string) {
  return queryOptions({
    queryKey: ["station", station_id, "latest-orders"],
    queryFn: async ({ signal }) => {
      const params = { path: { station_id }, query: { limit: ORDERS_BACK } };
      const call = api.GET("/api/v1/stations/{station_id}/commands", { params, signal });
      return (await bodyOf(call)).items;
    },
  });
}

/** Say who charged; null is that nobody knows. */
export function correctPerson(
  { id, tenant_id }: Session,
  person_id: string | null,
  reason: string,
  key: string,
) {
  const header = { "x-sigec-tenant": tenant_id, "Idempotency-Key": key };
  const params = { path: { session_id: id }, header };
  const body = { person_id, reason };
  return bodyOf(api.PUT("/api/v1/sessions/{session_id}/person", { params, body }));
}

/** Close a session that nothing will end. */
export function closeSession({ id, tenant_id }: Session, reason: string, key: string) {
  const header = { "x-sigec-tenant": tenant_id, "Idempotency-Key": key };
  const params = { path: { session_id: id }, header };
  return bodyOf(api.POST("/api/v1/sessions/{session_id}/close", { params, body: { reason } }));
}
