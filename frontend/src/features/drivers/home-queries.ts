/** Where people live and lived, and whose cards were. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import type { Card, Person } from "./queries";

export type Home = Person["residences"][number];
export type Dweller = Schemas["DwellerView"];
export type UnknownCard = Schemas["UnknownCardView"];

export function dwellersQuery(unitId: string) {
  return queryOptions({
    queryKey: ["people", "unit", unitId],
    queryFn: async ({ signal }) => {
      const params = { path: { unit_id: unitId } };
      return (await bodyOf(api.GET("/api/v1/units/{unit_id}/residences", { params, signal })))
        .items;
    },
  });
}

export function addHome({ id, tenant_id }: Person, body: Schemas["NewResidence"], key: string) {
  const params = {
    path: { person_id: id },
    header: { "x-sigec-tenant": tenant_id, "Idempotency-Key": key },
  };
  return bodyOf(api.POST("/api/v1/people/{person_id}/residences", { params, body }));
}

export function editHome(person: Person, home: Home, body: Schemas["ResidenceChanges"]) {
  return bodyOf(
    api.PATCH("/api/v1/people/{person_id}/residences/{residence_id}", {
      params: paramsOf(person, home),
      body,
    }),
  );
}

export async function removeHome(person: Person, home: Home): Promise<void> {
  await bodyOf(
    api.DELETE("/api/v1/people/{person_id}/residences/{residence_id}", {
      params: paramsOf(person, home),
    }),
  );
}

function paramsOf({ id, tenant_id }: Person, home: Home) {
  return {
    path: { person_id: id, residence_id: home.id },
    header: { "x-sigec-tenant": tenant_id },
  };
}

export function ownersQuery(card: Card) {
  return queryOptions({
    queryKey: ["cards", "owners", card.id],
    queryFn: async ({ signal }) => {
      const params = { path: { id_token_id: card.id } };
      return (await bodyOf(api.GET("/api/v1/id-tokens/{id_token_id}/owners", { params, signal })))
        .items;
    },
  });
}

export const unknownCardsQuery = queryOptions({
  queryKey: ["cards", "unknown"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/id-tokens/unknown", { signal }))).items,
});

/** Give a card that is nobody's to somebody; it is registered if it was not. */
export function giveCard(card: UnknownCard, personId: string, key: string): Promise<Card> {
  const { id_token_id, tenant_id, value, type } = card;
  if (id_token_id === null) {
    const params = { header: { "x-sigec-tenant": tenant_id, "Idempotency-Key": key } };
    const body = { value, type, person_id: personId };
    return bodyOf(api.POST("/api/v1/id-tokens", { params, body }));
  }
  const params = { path: { id_token_id }, header: { "x-sigec-tenant": tenant_id } };
  const body = { person_id: personId };
  return bodyOf(api.PATCH("/api/v1/id-tokens/{id_token_id}", { params, body }));
}

/** Say that a card's owner charged these of its past charges, which had no person. */
export function givePastCharges(card: Card, session_ids: string[], reason: string, key: string) {
  const params = {
    path: { id_token_id: card.id },
    header: { "x-sigec-tenant": card.tenant_id, "Idempotency-Key": key },
  };
  const body = { session_ids, reason };
  return bodyOf(api.POST("/api/v1/id-tokens/{id_token_id}/past-sessions", { params, body }));
}
