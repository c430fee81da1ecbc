/** What is not known of residents, and the links by which they fill it in. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";
import type { Person } from "./queries";

export type Missing = keyof Schemas["MissingCounts"];
export type ProfileLink = Schemas["ProfileLinkView"];

export const MISSING = ["phone", "email", "cpf", "card", "vehicle"] as const satisfies Missing[];

const PAGE = 50;

export const completenessQuery = queryOptions({
  queryKey: ["people", "completeness"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/residents/completeness", { signal })),
});

export function lackingQuery(missing: Missing) {
  return infiniteQueryOptions({
    queryKey: ["people", "lacking", missing],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, missing, ...pageParam };
      return bodyOf(api.GET("/api/v1/residents", { params: { query }, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
}

export function makeLink({ id, tenant_id }: Person, send: boolean): Promise<ProfileLink> {
  const params = { path: { person_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.POST("/api/v1/people/{person_id}/profile-link", { params, body: { send } }));
}

export function openLink(token: string): Promise<Schemas["LinkedPersonView"]> {
  return bodyOf(api.POST("/api/v1/profile-links/open", { body: { token } }));
}

export async function fillIn(body: Schemas["OwnDetails"]): Promise<void> {
  await bodyOf(api.POST("/api/v1/profile-links/fill", { body }));
}
