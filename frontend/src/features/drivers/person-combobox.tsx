import { useTranslation } from "react-i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { Combobox, type ItemSearch } from "@/ui/combobox";

export type Person = Schemas["PersonView"];

const SHOWN = 20;

/** How a person is found: by name or unit. */
export function personSearch(tenantId?: string): ItemSearch<Person> {
  return {
    find: (text) => ({
      queryKey: ["people", "choice", tenantId, text],
      queryFn: async ({ signal }) => {
        const query = { limit: SHOWN, tenant_id: tenantId, ...(text && { search: text }) };
        return (await bodyOf(api.GET("/api/v1/people", { params: { query }, signal }))).items;
      },
    }),
    itemKey: ({ id }) => id,
    itemText: ({ name }) => name,
    itemHint: ({ unit }) => unit,
  };
}

interface PersonComboboxProps {
  label?: string;
  hint?: string | undefined;
  name?: string;
  tenantId?: string;
  required?: boolean;
  value: Person | null;
  onChange: (person: Person | null) => void;
}

/** One person, found by name or unit. */
export function PersonCombobox({ label, hint, tenantId, ...rest }: PersonComboboxProps) {
  const { t } = useTranslation();
  return (
    <Combobox
      label={label ?? t("person.person")}
      {...(hint !== undefined && { hint })}
      {...personSearch(tenantId)}
      {...rest}
    />
  );
}
