/** Condominiums and operators, their plans, and how much of a plan is used. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Tenant = Schemas["TenantView"];
export type Plan = Schemas["PlanView"];
export type Usage = Schemas["UsageView"];
export type Feature = Plan["features"][number];

const LONG_PAGE = 200;
const LOOK_AGAIN_MS = 60_000;

export const tenantsQuery = queryOptions({
  queryKey: ["tenants"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/tenants", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
});

export const plansQuery = queryOptions({
  queryKey: ["plans"],
  queryFn: async ({ signal }) => (await bodyOf(api.GET("/api/v1/plans", { signal }))).items,
});

export const usageQuery = queryOptions({
  queryKey: ["usage"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/usage", { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

export function createTenant(body: Schemas["NewTenant"], key: string): Promise<Tenant> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/tenants", { params, body }));
}

export function editTenant(
  { id }: Tenant,
  body: Partial<Schemas["TenantChanges"]>,
): Promise<Tenant> {
  const params = { path: { tenant_id: id } };
  return bodyOf(api.PATCH("/api/v1/tenants/{tenant_id}", { params, body }));
}
