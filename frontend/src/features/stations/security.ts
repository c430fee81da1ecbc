/** What a station proves itself by: its password, its profile, its certificates. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import type { Station } from "./queries";
import { ownerHeader } from "./station-edits";

export type StationCertificate = Schemas["StationCertificateView"];
type Desire = Schemas["DesireView"];

const LATEST = 50;

export const SECURITY_CHANGED = (id: string) => [["station", id]] as const;

export function certificatesQuery(id: string) {
  return queryOptions({
    queryKey: ["station", id, "certificates"],
    queryFn: async ({ signal }) => {
      const params = { path: { station_id: id }, query: { limit: LATEST } };
      const path = "/api/v1/stations/{station_id}/certificates" as const;
      return (await bodyOf(api.GET(path, { params, signal }))).items;
    },
  });
}

/** What is wanted of it and it has not come with yet. */
export function securityDesiresQuery(id: string) {
  return queryOptions({
    queryKey: ["station", id, "desires", "security"],
    queryFn: async ({ signal }): Promise<Desire[]> => {
      const found = await Promise.all(
        (["password", "security_profile"] as const).map((kind) => {
          const params = { path: { station_id: id }, query: { kind } };
          return bodyOf(api.GET("/api/v1/stations/{station_id}/desires", { params, signal }));
        }),
      );
      return found.flatMap(({ items }) => items);
    },
  });
}

function of({ id, tenant_id }: Station) {
  return { path: { station_id: id }, header: ownerHeader(tenant_id) };
}

export function changePassword(station: Station): Promise<Desire> {
  return bodyOf(api.POST("/api/v1/stations/{station_id}/password/change", { params: of(station) }));
}

export async function keepPassword(station: Station): Promise<void> {
  const path = "/api/v1/stations/{station_id}/password/change" as const;
  await bodyOf(api.DELETE(path, { params: of(station) }));
}

export function raiseProfile(station: Station, profile: number): Promise<Desire> {
  const path = "/api/v1/stations/{station_id}/security-profile/raise" as const;
  return bodyOf(api.POST(path, { params: of(station), body: { profile } }));
}

export async function keepProfile(station: Station): Promise<void> {
  const path = "/api/v1/stations/{station_id}/security-profile/raise" as const;
  await bodyOf(api.DELETE(path, { params: of(station) }));
}

export function renewCertificate(
  station: Station,
  use: StationCertificate["use"],
): Promise<Schemas["CommandResultView"]> {
  const path = "/api/v1/stations/{station_id}/certificates/renew" as const;
  return bodyOf(api.POST(path, { params: of(station), body: { use } }));
}

export function revokeCertificate(
  station: Station,
  certificateId: string,
  reason: Schemas["RevocationReason"],
): Promise<StationCertificate> {
  const params = {
    path: { station_id: station.id, certificate_id: certificateId },
    header: ownerHeader(station.tenant_id),
  };
  const path = "/api/v1/stations/{station_id}/certificates/{certificate_id}/revoke" as const;
  return bodyOf(api.POST(path, { params, body: { reason } }));
}
