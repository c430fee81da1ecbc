import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sitesQuery, unitsQuery } from "@/features/sites/queries";
import { SelectField } from "@/ui/field";

/** Where somebody lives; the field is called `unit_id`. */
export function UnitField() {
  const { t } = useTranslation();
  const units = useQuery(unitsQuery).data ?? [];
  const sites = useQuery(sitesQuery).data ?? [];
  const nameOf = new Map(sites.map(({ id, name }) => [id, name]));
  return (
    <SelectField name="unit_id" label={t("people.unit")}>
      <option value="">{t("people.no_unit")}</option>
      {units.map(({ id, label, site_id }) => (
        <option key={id} value={id}>
          {sites.length > 1 ? `${label} · ${nameOf.get(site_id) ?? ""}` : label}
        </option>
      ))}
    </SelectField>
  );
}

/** Return whose a unit is, for those who see several condominiums. */
export function useUnitOwner(): (unitId: string | null) => string | null {
  const units = useQuery(unitsQuery).data ?? [];
  return (unitId) => units.find(({ id }) => id === unitId)?.tenant_id ?? null;
}
