/** The keys by which programs use the API, what they may be allowed, and what is done about them. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";
import type { Language } from "@/i18n";

export type ApiKey = Schemas["ApiKeyView"];
/** With its text, this once. */
export type NewApiKey = Schemas["NewApiKeyView"];
export type Draft = Schemas["NewApiKey"];
export type Scope = ApiKey["scopes"][number];
/** A scope in words. */
export type ScopeView = Schemas["KeyScopeView"];

const LONG_PAGE = 200;
/** When a key was last used is told live to nobody. */
const LOOK_AGAIN_MS = 15_000;

export const KEYS_CHANGED = [["api-keys"]] as const;

export const keysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/api-keys", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
  refetchInterval: LOOK_AGAIN_MS,
});

/** The scopes in the reader's language; they change with the platform only. */
export const scopesQuery = (reader: Language) =>
  queryOptions({
    queryKey: ["api-key-scopes", reader],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET("/api/v1/api-keys/scopes", { signal }))).items,
    staleTime: Infinity,
  });

export function createKey(body: Draft, key: string): Promise<NewApiKey> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/api-keys", { params, body }));
}

/** Make a new secret; the present one stays good for so many seconds. */
export function rotateKey(apiKey: ApiKey, overlapS: number, key: string): Promise<NewApiKey> {
  const { path, header } = paramsOf(apiKey);
  const params = { path, header: { ...header, "Idempotency-Key": key } };
  const body = { overlap_s: overlapS };
  return bodyOf(api.POST("/api/v1/api-keys/{api_key_id}/rotate", { params, body }));
}

/** End the secret from before the rotation now. */
export function endOldSecret(apiKey: ApiKey): Promise<ApiKey> {
  const params = paramsOf(apiKey);
  return bodyOf(api.DELETE("/api/v1/api-keys/{api_key_id}/old-secret", { params }));
}

export async function revokeKey(apiKey: ApiKey): Promise<void> {
  await bodyOf(api.DELETE("/api/v1/api-keys/{api_key_id}", { params: paramsOf(apiKey) }));
}

function paramsOf({ id, tenant_id }: ApiKey) {
  return { path: { api_key_id: id }, header: { "x-sigec-tenant": tenant_id } };
}
