/** Accounts in other clouds: how asking them goes, their chargers and tags, and what is done to them. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Source = Schemas["SourceView"];
export type NewSource = Schemas["NewSource"];
export type Charger = Schemas["ChargerView"];
export type FoundCharger = Schemas["FoundCharger"];
export type TryOut = Schemas["TryOutView"];
export type Tag = Schemas["TagView"];
export type SourceHeaders = Schemas["HeadersBody"];

const LONG_PAGE = 200;
/** A source is asked every ten seconds: no screen may look older than that. */
export const LOOK_AGAIN_MS = 10_000;

export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/sources", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
  refetchInterval: LOOK_AGAIN_MS,
});

export function sourceQuery(id: string) {
  return queryOptions({
    queryKey: ["sources", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/sources/{source_id}", { params: { path: { source_id: id } }, signal }),
      ),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function chargersQuery(sourceId: string) {
  return queryOptions({
    queryKey: ["sources", sourceId, "chargers"],
    queryFn: ({ signal }) => fetchChargers(sourceId, signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function fetchChargers(sourceId: string, signal?: AbortSignal): Promise<Charger[]> {
  return everyPage((page) => {
    const params = { path: { source_id: sourceId }, query: { limit: LONG_PAGE, ...page } };
    return bodyOf(api.GET("/api/v1/sources/{source_id}/chargers", { params, signal }));
  });
}

export function tagsQuery(sourceId: string) {
  return queryOptions({
    queryKey: ["sources", sourceId, "tags"],
    queryFn: async ({ signal }) => {
      const params = { path: { source_id: sourceId } };
      const call = api.GET("/api/v1/sources/{source_id}/tag-map", { params, signal });
      return (await bodyOf(call)).items;
    },
  });
}

/** What must be asked again when a charger came or went. */
export const CHARGERS_CHANGED = [["sources"], ["stations"], ["board"], ["usage"]] as const;

/** Try an account that is not stored; every failure is in the answer. */
export function tryNewSource(body: NewSource, tenantId: string | null): Promise<TryOut> {
  const params = { header: { "x-sigec-tenant": tenantId } };
  return bodyOf(api.POST("/api/v1/sources/test", { params, body }));
}

export function createSource(body: NewSource, tenantId: string | null, key: string) {
  const params = { header: { "x-sigec-tenant": tenantId, "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/sources", { params, body }));
}

export function editSource(
  source: Source,
  body: Partial<Schemas["SourceChanges"]>,
): Promise<Source> {
  const params = paramsOf(source);
  return bodyOf(api.PATCH("/api/v1/sources/{source_id}", { params, body }));
}

export async function deleteSource(source: Source): Promise<void> {
  await bodyOf(api.DELETE("/api/v1/sources/{source_id}", { params: paramsOf(source) }));
}

export function trySource(source: Source): Promise<TryOut> {
  return bodyOf(api.POST("/api/v1/sources/{source_id}/test", { params: paramsOf(source) }));
}

/** Read the cloud again soon; `from` is an instant, else the last two days. */
export function syncSource(source: Source, from: string | null): Promise<Source> {
  const params = paramsOf(source);
  const body = from === null ? {} : { from };
  return bodyOf(api.POST("/api/v1/sources/{source_id}/sync", { params, body }));
}

/** Make a charger of the account one of our stations. */
export function chooseCharger(
  source: Pick<Source, "id" | "tenant_id">,
  chargerId: string,
  body: Schemas["ChoiceBody"],
): Promise<Charger> {
  const params = {
    path: { source_id: source.id, charger_id: chargerId },
    header: { "x-sigec-tenant": source.tenant_id },
  };
  return bodyOf(api.PUT("/api/v1/sources/{source_id}/chargers/{charger_id}", { params, body }));
}

export async function leaveCharger(source: Source, chargerId: string): Promise<void> {
  const params = {
    path: { source_id: source.id, charger_id: chargerId },
    header: { "x-sigec-tenant": source.tenant_id },
  };
  await bodyOf(api.DELETE("/api/v1/sources/{source_id}/chargers/{charger_id}", { params }));
}

export function mapTag(source: Source, key: string, body: Schemas["TagBody"]): Promise<Tag> {
  const params = {
    path: { source_id: source.id, external_key: key },
    header: { "x-sigec-tenant": source.tenant_id },
  };
  return bodyOf(api.PUT("/api/v1/sources/{source_id}/tag-map/{external_key}", { params, body }));
}

export async function forgetTag(source: Source, key: string): Promise<void> {
  const params = {
    path: { source_id: source.id, external_key: key },
    header: { "x-sigec-tenant": source.tenant_id },
  };
  await bodyOf(api.DELETE("/api/v1/sources/{source_id}/tag-map/{external_key}", { params }));
}

function paramsOf({ id, tenant_id }: Source) {
  return { path: { source_id: id }, header: { "x-sigec-tenant": tenant_id } };
}
