/** Stations that knocked and were not let in, and how they become ours. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";
import type { Station } from "./queries";
import { ownerHeader } from "./station-edits";

export type Handshake = Schemas["HandshakeView"];

const LONG_PAGE = 200;
/** Nobody tells of a refusal; a station tries again within a minute. */
const LOOK_AGAIN_MS = 10_000;

export const handshakesQuery = queryOptions({
  queryKey: ["handshakes"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/handshakes", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
  refetchInterval: LOOK_AGAIN_MS,
});

/** Refusals that mean a station which may be ours, and that an adoption settles. */
export function isAdoptable({ reason }: Handshake): boolean {
  return reason === "unknown_identity" || reason === "quarantined";
}

export type Adoption = Schemas["AdoptionBody"];

export function adopt(
  id: string,
  tenantId: string | null,
  body: Adoption,
  key: string,
): Promise<Station> {
  const params = { path: { handshake_id: id } };
  const headers = { ...ownerHeader(tenantId), "Idempotency-Key": key };
  return bodyOf(api.POST("/api/v1/handshakes/{handshake_id}/adopt", { params, body, headers }));
}

export async function dismiss({ id, tenant_id: tenantId }: Handshake): Promise<void> {
  const params = { path: { handshake_id: id }, header: ownerHeader(tenantId) };
  await bodyOf(api.DELETE("/api/v1/handshakes/{handshake_id}", { params }));
}
