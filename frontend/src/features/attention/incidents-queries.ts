/** Incidents that are and that were, and closing one by hand. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, bodyOf } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";
import type { Incident } from "./queries";

export const INCIDENT_KINDS = [
  "station_offline",
  "connector_fault",
  "connector_unavailable",
  "configuration_drift",
  "security_event",
  "certificate",
  "source_down",
  "stale_session",
  "update_failed",
] as const;
const STATUSES = ["open", "closed"] as const;

/** Which incidents are looked at; it lives in the address. */
export interface IncidentSearch {
  status?: (typeof STATUSES)[number];
  kind?: (typeof INCIDENT_KINDS)[number];
}

const PAGE = 50;

export function readIncidentSearch(search: Record<string, unknown>): IncidentSearch {
  const status = STATUSES.find((known) => known === search.status);
  const kind = INCIDENT_KINDS.find((known) => known === search.kind);
  return { ...(status && { status }), ...(kind && { kind }) };
}

/** Everything that is asked again when an incident changes. */
export const INCIDENTS_CHANGED = [["attention"]] as const;

export function incidentsQuery(search: IncidentSearch, stationId?: string) {
  return infiniteQueryOptions({
    queryKey: ["attention", "incidents", search, stationId],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE,
        ...search,
        ...(stationId !== undefined && { station_id: stationId }),
        ...pageParam,
      };
      return bodyOf(api.GET("/api/v1/incidents", { params: { query }, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });
}

/** Close what no fact will end. */
export async function closeIncident({ id, tenant_id }: Incident): Promise<void> {
  const params = { path: { incident_id: id }, header: { "x-sigec-tenant": tenant_id } };
  await bodyOf(api.POST("/api/v1/incidents/{incident_id}/close", { params }));
}
