/** Importing residents: a file is read, its lines are looked at, and then imported. */
import { api, bodyOf, type Schemas } from "@/api/client";

export type ImportView = Schemas["ImportView"];
export type RowFate = Schemas["RowFateView"];
export type ResidentRow = Schemas["ResidentRow"];
export type Fate = RowFate["fate"];
export type ImportColumn = Schemas["Column"];

export const FATES: readonly Fate[] = ["new", "changed", "unchanged", "refused"];

/** The columns of a list, in the order of the template. */
export const COLUMNS = [
  "name",
  "tower",
  "unit",
  "email",
  "phone",
  "cpf",
  "card",
  "move_in",
  "role",
] as const satisfies readonly ImportColumn[];

/** Where the people of a list live: each condominium's list goes to one of its sites. */
export interface ImportTarget {
  id: string;
  tenant_id: string;
}

function headerOf({ tenant_id }: ImportTarget) {
  return { "x-sigec-tenant": tenant_id };
}

export function readFile(file: File, site: ImportTarget): Promise<ImportView> {
  return bodyOf(
    api.POST("/api/v1/residents/imports/read", {
      params: { query: { site_id: site.id }, header: headerOf(site) },
      // The document says "binary", which its types know as a text only.
      body: file as unknown as string,
      bodySerializer: (content: unknown) => content as Blob,
      headers: { "Content-Type": "application/octet-stream" },
    }),
  );
}

export function previewRows(rows: ResidentRow[], site: ImportTarget): Promise<ImportView> {
  const body = { site_id: site.id, rows };
  const params = { header: headerOf(site) };
  return bodyOf(api.POST("/api/v1/residents/imports/preview", { params, body }));
}

export function importRows(seen: ImportView, site: ImportTarget, key: string): Promise<ImportView> {
  const body = { site_id: site.id, digest: seen.digest, rows: seen.rows.map(({ row }) => row) };
  const params = { header: { ...headerOf(site), "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/residents/imports", { params, body }));
}

export async function fetchTemplate(format: "csv" | "xlsx"): Promise<Blob> {
  const params = { query: { format } };
  const call = api.GET("/api/v1/residents/imports/template", { params, parseAs: "blob" });
  return (await bodyOf(call)) as unknown as Blob;
}
