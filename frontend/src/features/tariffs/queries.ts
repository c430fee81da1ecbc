/** Tariffs, their versions, and new prices from a day on. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Tariff = Schemas["TariffView"];
export type Version = Schemas["VersionView"];
export type PricedWindow = Schemas["PricedWindowView"];
export type Preview = Schemas["PreviewView"];

const LONG_PAGE = 200;

export const tariffsQuery = queryOptions({
  queryKey: ["tariffs"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/tariffs", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
});

export function tariffQuery(id: string) {
  return queryOptions({
    queryKey: ["tariffs", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/tariffs/{tariff_id}", { params: { path: { tariff_id: id } }, signal }),
      ),
  });
}

/** Let other prices take over from an instant; sessions that began before keep theirs. */
export function addVersion(
  { id, tenant_id }: Tariff,
  body: Schemas["VersionBody"],
  key: string,
): Promise<Tariff> {
  const header = { "x-sigec-tenant": tenant_id, "Idempotency-Key": key };
  const params = { path: { tariff_id: id }, header };
  return bodyOf(api.POST("/api/v1/tariffs/{tariff_id}/versions", { params, body }));
}

/** What a session that happened would cost by these prices; nothing is stored. */
export function previewOn(
  { id, tenant_id }: Tariff,
  sessionId: string,
  version: Schemas["VersionBody"],
): Promise<Preview> {
  const params = { path: { tariff_id: id }, header: { "x-sigec-tenant": tenant_id } };
  const body = { session_id: sessionId, idle_seconds: 0, is_reserved: false, version };
  return bodyOf(api.POST("/api/v1/tariffs/{tariff_id}/preview", { params, body }));
}
