/** Months of a site, what their units owe, and who paid. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";
import type { TableFormat } from "@/ui/save-buttons";

export type Month = Schemas["MonthItem"];
export type MonthDetail = Schemas["MonthDetailView"];
export type Statement = Schemas["StatementItem"];
export type StatementLine = Schemas["StatementLine"];
export type OwnStatement = Schemas["OwnStatementItem"];
export type PaymentMethod = Schemas["PaymentMethod"];

export const BILLED_CHANGED = [["months"], ["attention"]] as const;

export const PAYMENT_METHODS = [
  "condominium_fee",
  "pix",
  "bank_slip",
  "transfer",
  "card",
  "cash",
  "other",
] as const satisfies readonly PaymentMethod[];

/** The months that are not closed, and on the first page after them the closed ones. */
export function monthsQuery(site_id: string) {
  return infiniteQueryOptions({
    queryKey: ["months", site_id],
    queryFn: async ({ pageParam, signal }) => {
      const path = { site_id };
      const closed = await bodyOf(
        api.GET("/api/v1/sites/{site_id}/months", {
          params: { path, query: { ...pageParam } },
          signal,
        }),
      );
      if (pageParam.cursor !== undefined) return closed;
      const open = await bodyOf(
        api.GET("/api/v1/sites/{site_id}/months/open", { params: { path }, signal }),
      );
      return { ...closed, items: [...open.items, ...closed.items] };
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });
}

export function monthQuery(site_id: string, month: string) {
  return queryOptions({
    queryKey: ["months", site_id, month],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/sites/{site_id}/months/{month}", {
          params: { path: { site_id, month } },
          signal,
        }),
      ),
  });
}

/** What a month bills of a unit, session by session; of no unit without one. */
export function linesQuery(site_id: string, month: string, unit_id: string | undefined) {
  return queryOptions({
    queryKey: ["months", site_id, month, "lines", unit_id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/sites/{site_id}/months/{month}/lines", {
          params: { path: { site_id, month }, query: { ...(unit_id && { unit_id }) } },
          signal,
        }),
      ),
  });
}

export const ownStatementsQuery = queryOptions({
  queryKey: ["months", "own"],
  queryFn: async ({ signal }) => (await bodyOf(api.GET("/api/v1/me/statements", { signal }))).items,
});

export function closeMonth({ site_id, month, tenant_id }: Month): Promise<MonthDetail> {
  const params = { path: { site_id, month }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.POST("/api/v1/sites/{site_id}/months/{month}/close", { params }));
}

export function markPaid(
  { id, tenant_id }: Statement,
  body: Schemas["PaymentBody"],
): Promise<Statement> {
  const params = { path: { statement_id: id! }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PUT("/api/v1/statements/{statement_id}/payment", { params, body }));
}

export function undoPayment({ id, tenant_id }: Statement): Promise<Statement> {
  const params = { path: { statement_id: id! }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.DELETE("/api/v1/statements/{statement_id}/payment", { params }));
}

/** A month as a table: a row for each unit, or for each session. */
export async function fetchTable(
  { site_id, month }: Month,
  rows: "units" | "sessions",
  format: TableFormat,
): Promise<Blob> {
  const params = { path: { site_id, month }, query: { rows, format } };
  const call = api.GET("/api/v1/sites/{site_id}/months/{month}/export", {
    params,
    parseAs: "blob",
  });
  return (await bodyOf(call)) as unknown as Blob;
}
