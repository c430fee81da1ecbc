/** People, their cards, and what is done to them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage, FIRST_PAGE, nextPage } from "@/api/pages";

export type Person = Schemas["PersonView"];
export type Card = Schemas["IdTokenView"];
export type CardStatus = Card["status"];

const PAGE = 50;
const LONG_PAGE = 200;

export function peopleQuery(search: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ["people", "list", search],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...(search && { search }), ...pageParam };
      return bodyOf(api.GET("/api/v1/people", { params: { query }, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
  });
}

/** Everybody, for screens that show people by where they live. */
export const allPeopleQuery = queryOptions({
  queryKey: ["people", "all"],
  queryFn: ({ signal }) =>
    everyPage((page) => {
      const query = { limit: LONG_PAGE, ...page };
      return bodyOf(api.GET("/api/v1/people", { params: { query }, signal }));
    }),
});

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ["people", "one", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/people/{person_id}", { params: { path: { person_id: id } }, signal }),
      ),
  });
}

export function cardsQuery(personId: string) {
  return queryOptions({
    queryKey: ["cards", personId],
    queryFn: ({ signal }) =>
      everyPage((page) => {
        const query = { limit: LONG_PAGE, person_id: personId, ...page };
        return bodyOf(api.GET("/api/v1/id-tokens", { params: { query }, signal }));
      }),
  });
}

/** What must be asked again when a person or a card changed. */
export const PEOPLE_CHANGED = [["people"], ["cards"], ["board"], ["units"]] as const;

export function createPerson(body: Schemas["NewPerson"], tenantId: string | null, key: string) {
  const params = { header: { "x-sigec-tenant": tenantId, "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/people", { params, body }));
}

export function addCard(personId: string, value: string, tenantId: string | null, key: string) {
  const params = { header: { "x-sigec-tenant": tenantId, "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/id-tokens", { params, body: { value, person_id: personId } }));
}

export function editPerson({ id, tenant_id }: Person, body: Schemas["PersonChanges"]) {
  const params = { path: { person_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/people/{person_id}", { params, body }));
}

export async function deletePerson({ id, tenant_id }: Person): Promise<void> {
  const params = { path: { person_id: id }, header: { "x-sigec-tenant": tenant_id } };
  await bodyOf(api.DELETE("/api/v1/people/{person_id}", { params }));
}

export function editCard({ id, tenant_id }: Card, body: Schemas["IdTokenChanges"]) {
  const params = { path: { id_token_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/id-tokens/{id_token_id}", { params, body }));
}
