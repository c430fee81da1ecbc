import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { language } from "@/i18n";
import { scopesQuery, type Scope } from "./queries";

/** How many scopes a line names before it counts. */
const NAMED = 4;

/** What a key may do, in one line. */
export function ScopeWords({ scopes }: { scopes: readonly Scope[] }) {
  const { t } = useTranslation();
  const known = useQuery(scopesQuery(language())).data ?? [];
  const names = scopes.map((scope) => known.find(({ name }) => name === scope)?.title ?? scope);
  const rest = names.length - NAMED;
  return [
    ...names.slice(0, NAMED),
    ...(rest > 0 ? [t("keys.more_scopes", { count: rest })] : []),
  ].join(" · ");
}
