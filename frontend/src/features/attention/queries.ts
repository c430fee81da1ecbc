/** What needs somebody now, and the word that somebody knows of it. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";

export type AttentionItem = Schemas["AttentionItemView"];
export type Incident = Schemas["IncidentView"];

/** Stations that knock in vain and sessions of strangers are told by nobody. */
const LOOK_AGAIN_MS = 15_000;

export const attentionQuery = queryOptions({
  queryKey: ["attention"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/attention", { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

/** Say that one knows of an incident; it stays until it is over. */
export async function acknowledge(incident: Incident, note: string | null): Promise<void> {
  const params = {
    path: { incident_id: incident.id },
    header: { "x-sigec-tenant": incident.tenant_id },
  };
  const body = note === null ? {} : { note };
  await bodyOf(api.POST("/api/v1/incidents/{incident_id}/acknowledge", { params, body }));
}

/** Return what tells items apart: each is about one thing of its kind. */
export function keyOf({
  kind,
  incident,
  session,
  handshake,
  station,
  evse,
}: AttentionItem): string {
  const id = incident?.id ?? session?.id ?? handshake?.id ?? station?.id;
  return `${kind}:${id}:${evse}`;
}
