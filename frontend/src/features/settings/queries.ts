/** What a condominium decides about itself, and a person about their own account. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { problemOf } from "@/api/problem";

export type Tenant = Schemas["TenantView"];
export type Holiday = Schemas["HolidayView"];

/** A condominium and the version that was read, which an edit must still find there. */
export interface ReadTenant {
  tenant: Tenant;
  etag: string | null;
}

export const TENANT_CHANGED = [["tenant"], ["tenants"], ["current-user"], ["branding"]] as const;
export const HOLIDAYS_CHANGED = [["holidays"], ["tariffs"]] as const;

export const tenantQuery = (id: string) =>
  queryOptions({
    queryKey: ["tenant", id],
    queryFn: async ({ signal }): Promise<ReadTenant> => {
      const params = { path: { tenant_id: id } };
      const answer = await api.GET("/api/v1/tenants/{tenant_id}", { params, signal });
      if (answer.data === undefined) throw problemOf(answer.response, answer.error);
      return { tenant: answer.data, etag: answer.response.headers.get("ETag") };
    },
  });

export const holidaysQuery = (tenantId: string, year: number) =>
  queryOptions({
    queryKey: ["holidays", tenantId, year],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET("/api/v1/holidays", { params: { query: { year } }, signal }))).items,
  });

export function editTenant(
  { tenant, etag }: ReadTenant,
  body: Partial<Schemas["TenantChanges"]>,
): Promise<Tenant> {
  const params = { path: { tenant_id: tenant.id }, header: { "if-match": etag } };
  return bodyOf(api.PATCH("/api/v1/tenants/{tenant_id}", { params, body }));
}

export function putLogo(tenantId: string, file: File): Promise<Tenant> {
  return bodyOf(
    api.PUT("/api/v1/tenants/{tenant_id}/logo", {
      params: { path: { tenant_id: tenantId } },
      body: "", // the type has a string for a file; the serializer gives the file itself
      bodySerializer: () => file,
      headers: { "Content-Type": "image/png" },
    }),
  );
}

export async function deleteLogo(tenantId: string): Promise<void> {
  const params = { path: { tenant_id: tenantId } };
  await bodyOf(api.DELETE("/api/v1/tenants/{tenant_id}/logo", { params }));
}

export function putHoliday(body: Schemas["HolidayBody"], key: string): Promise<Holiday> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/holidays", { params, body }));
}

export async function deleteHoliday(id: string): Promise<void> {
  const params = { path: { holiday_id: id } };
  await bodyOf(api.DELETE("/api/v1/holidays/{holiday_id}", { params }));
}

export async function changePassword(body: Schemas["PasswordChange"]): Promise<void> {
  await bodyOf(api.POST("/api/v1/auth/password", { body }));
}
