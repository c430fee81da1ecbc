/** The one door to the platform's REST API, typed by its OpenAPI document. */
import createClient from "openapi-fetch";
import { language } from "@/i18n";
import { tellTenant } from "./acting-tenant";
import { authorizedFetch } from "./credentials";
import { problemOf } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

export const api = createClient<paths>({ baseUrl: "/", fetch: authorizedFetch });

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", language());
    tellTenant(request);
    return request;
  },
});

/**
 * Wait for a call of `api` and return its body.
 *
 * @throws ApiProblem when the platform refused.
 * @throws PlatformUnreachable when it did not answer.
 */
export async function bodyOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}
