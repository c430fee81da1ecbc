import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";

type Identified = Pick<Schemas["SessionItem"], "person" | "identity" | "id_token">;

/** Who charges, or what is known instead: an unregistered card is shown as one. */
export function PersonName({ session }: { session: Identified }) {
  return <>{usePersonName(session)}</>;
}

export function usePersonName(session: Identified): string {
  const { t } = useTranslation();
  return personName(session, t);
}

export function personName({ person, identity, id_token }: Identified, t: TFunction): string {
  if (person !== null) return person.name;
  if (identity === "pending") return t("person.pending");
  if (id_token === null) return t("person.none");
  return t("person.unknown_card", { card: id_token });
}
