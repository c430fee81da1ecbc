/** What people decide about stations: register, change, remove; where they are told to connect. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import type { Station } from "./queries";

export type NewStation = Schemas["NewStation"];
export type StationChanges = Schemas["StationChanges"];

/** What is asked again once a station was registered, changed or removed. */
export const STATIONS_CHANGED = [["stations"], ["station"], ["board"], ["handshakes"]] as const;

const PASSWORD_BYTES = 16;

export function createStation(
  tenantId: string | null,
  body: NewStation,
  key: string,
): Promise<Station> {
  const headers = { ...ownerHeader(tenantId), "Idempotency-Key": key };
  return bodyOf(api.POST("/api/v1/stations", { body, headers }));
}

export function editStation(
  { id, tenant_id }: Pick<Station, "id" | "tenant_id">,
  body: StationChanges,
): Promise<Station> {
  const params = { path: { station_id: id }, header: ownerHeader(tenant_id) };
  return bodyOf(api.PATCH("/api/v1/stations/{station_id}", { params, body }));
}

export async function deleteStation({ id, tenant_id }: Station): Promise<void> {
  const params = { path: { station_id: id }, header: ownerHeader(tenant_id) };
  await bodyOf(api.DELETE("/api/v1/stations/{station_id}", { params }));
}

/** Where a station connects, as one types it in. */
export function connectionQuery(id: string) {
  return queryOptions({
    queryKey: ["station", id, "connection"],
    queryFn: ({ signal }) => {
      const params = { path: { station_id: id } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/connection", { params, signal }));
    },
  });
}

/** Whose a thing is; it matters when the platform's administration writes. */
export function ownerHeader(tenantId: string | null) {
  return tenantId === null ? {} : { "x-sigec-tenant": tenantId };
}

/** Make a password that stations of every OCPP version take: 16 random bytes as hex. */
export function generatePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(PASSWORD_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
