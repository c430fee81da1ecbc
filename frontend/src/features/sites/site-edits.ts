/** What people change of sites and of their units. */
import { api, bodyOf, type Schemas } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { Site, Unit } from "./queries";

export const SITES_CHANGED = [["sites"], ["board"], ["stations"]] as const;
export const UNITS_CHANGED = [["units"], ["people"]] as const;

const TAKEN = "urn:sigec:problem:conflict.unit_taken";

export function createSite(body: Schemas["NewSite"], key: string): Promise<Site> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/sites", { params, body }));
}

export function editSite(
  { id, tenant_id }: Site,
  body: Partial<Schemas["SiteChanges"]>,
): Promise<Site> {
  const params = { path: { site_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/sites/{site_id}", { params, body }));
}

export async function deleteSite({ id, tenant_id }: Site): Promise<void> {
  const params = { path: { site_id: id }, header: { "x-sigec-tenant": tenant_id } };
  await bodyOf(api.DELETE("/api/v1/sites/{site_id}", { params }));
}

/** How many units were made of those that were asked for; the others exist already. */
export interface UnitsMade {
  made: number;
  known: number;
}

/** Make the units of a tower; one that is there already stays as it is. */
export async function createUnits(
  site: Site,
  tower: string | null,
  numbers: readonly string[],
): Promise<UnitsMade> {
  const params = { header: { "x-sigec-tenant": site.tenant_id } };
  let made = 0;
  for (const number of numbers) {
    try {
      const body = { site_id: site.id, tower, number };
      await bodyOf(api.POST("/api/v1/units", { params, body }));
      made += 1;
    } catch (problem) {
      if (!(problem instanceof ApiProblem && problem.type === TAKEN)) throw problem;
    }
  }
  return { made, known: numbers.length - made };
}

export function editUnit(
  { id, tenant_id }: Unit,
  body: Partial<Schemas["UnitChanges"]>,
): Promise<Unit> {
  const params = { path: { unit_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/units/{unit_id}", { params, body }));
}

export async function deleteUnit({ id, tenant_id }: Unit): Promise<void> {
  const params = { path: { unit_id: id }, header: { "x-sigec-tenant": tenant_id } };
  await bodyOf(api.DELETE("/api/v1/units/{unit_id}", { params }));
}
