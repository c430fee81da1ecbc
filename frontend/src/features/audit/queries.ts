/** Acts of people and of the platform, the latest first. */
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";

export type Act = Schemas["AuditEntryView"];

export const SUBJECTS = [
  "station",
  "session",
  "person",
  "id_token",
  "tariff",
  "user",
  "site",
  "unit",
  "tenant",
  "webhook",
  "source",
] as const;

export interface AuditSearch {
  subject_kind?: string;
}

const PAGE = 50;

export function readAuditSearch({ subject_kind }: Record<string, unknown>): AuditSearch {
  const kind = SUBJECTS.find((known) => known === subject_kind);
  return kind === undefined ? {} : { subject_kind: kind };
}

export function auditQuery(search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ["audit", search],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...search, ...pageParam };
      return bodyOf(api.GET("/api/v1/audit", { params: { query }, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });
}
