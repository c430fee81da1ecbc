/** Cars of people, and guests of units. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";
import type { Person } from "./queries";

export type Vehicle = Schemas["VehicleView"];
export type PlugType = Schemas["PlugType"];
export type Visit = Schemas["VisitView"];

export const PLUG_TYPES = [
  "type_2",
  "ccs_2",
  "type_1",
  "ccs_1",
  "chademo",
  "gbt_ac",
  "gbt_dc",
  "nacs",
] as const satisfies readonly PlugType[];

const PAGE = 50;

export function vehiclesQuery({ id }: Person) {
  return queryOptions({
    queryKey: ["people", "vehicles", id],
    queryFn: async ({ signal }) => {
      const params = { path: { person_id: id } };
      return (await bodyOf(api.GET("/api/v1/people/{person_id}/vehicles", { params, signal })))
        .items;
    },
  });
}

export function addVehicle({ id, tenant_id }: Person, body: Schemas["NewVehicle"], key: string) {
  const params = {
    path: { person_id: id },
    header: { "x-sigec-tenant": tenant_id, "Idempotency-Key": key },
  };
  return bodyOf(api.POST("/api/v1/people/{person_id}/vehicles", { params, body }));
}

export function editVehicle(person: Person, vehicle: Vehicle, body: Schemas["VehicleChanges"]) {
  const params = paramsOf(person, vehicle);
  return bodyOf(api.PATCH("/api/v1/people/{person_id}/vehicles/{vehicle_id}", { params, body }));
}

export async function removeVehicle(person: Person, vehicle: Vehicle): Promise<void> {
  const params = paramsOf(person, vehicle);
  await bodyOf(api.DELETE("/api/v1/people/{person_id}/vehicles/{vehicle_id}", { params }));
}

function paramsOf({ id, tenant_id }: Person, vehicle: Vehicle) {
  return {
    path: { person_id: id, vehicle_id: vehicle.id },
    header: { "x-sigec-tenant": tenant_id },
  };
}

export function visitsQuery(isCurrent: boolean) {
  return infiniteQueryOptions({
    queryKey: ["people", "visits", isCurrent],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, current: isCurrent, ...pageParam };
      return bodyOf(api.GET("/api/v1/visitors", { params: { query }, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
}

export function visitsOfQuery({ id }: Person) {
  return queryOptions({
    queryKey: ["people", "visits", id],
    queryFn: async ({ signal }) => {
      const params = { query: { person_id: id, limit: PAGE } };
      return (await bodyOf(api.GET("/api/v1/visitors", { params, signal }))).items;
    },
  });
}

export function invite(body: Schemas["NewVisitor"], tenantId: string | null, key: string) {
  const params = { header: { "x-sigec-tenant": tenantId, "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/visitors", { params, body }));
}

export function editVisit({ id, tenant_id }: Visit, body: Schemas["VisitChanges"]) {
  const params = { path: { visit_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/visitors/{visit_id}", { params, body }));
}

export async function removeVisit({ id, tenant_id }: Visit): Promise<void> {
  const params = { path: { visit_id: id }, header: { "x-sigec-tenant": tenant_id } };
  await bodyOf(api.DELETE("/api/v1/visitors/{visit_id}", { params }));
}
