import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { sitesQuery } from "@/features/sites/queries";
import { stationsQuery } from "@/features/stations/queries";
import { SelectField, TextField } from "@/ui/field";
import { tariffsQuery, type Audience } from "./queries";

interface AudienceFieldsProps {
  audience: Audience;
  onChange: (audience: Audience) => void;
}

/** Where a tariff is meant and for whom; groups that are in use are offered. */
export function AudienceFields({ audience, onChange }: AudienceFieldsProps) {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery).data ?? [];
  const stations = useQuery(stationsQuery).data ?? [];
  const tariffs = useQuery(tariffsQuery).data ?? [];
  const set = (changes: Partial<Audience>) => onChange({ ...audience, ...changes });
  return (
    <>
      <SelectField
        name="site_id"
        label={t("tariff.where")}
        value={audience.site_id ?? ""}
        onChange={({ target }) => set({ site_id: target.value || null })}
      >
        <option value="">{t("tariff.everywhere")}</option>
        {sites.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <GroupField
        name="station_group"
        value={audience.station_group}
        known={[
          ...stations.map((each) => each.price_group),
          ...tariffs.map((each) => each.station_group),
        ]}
        onChange={(station_group) => set({ station_group })}
      />
      <GroupField
        name="person_group"
        value={audience.person_group}
        known={tariffs.map((each) => each.person_group)}
        onChange={(person_group) => set({ person_group })}
      />
    </>
  );
}

interface GroupFieldProps {
  name: "station_group" | "person_group";
  value: string | null;
  known: readonly (string | null)[];
  onChange: (group: string | null) => void;
}

function GroupField({ name, value, known, onChange }: GroupFieldProps) {
  const { t } = useTranslation();
  const listId = useId();
  const names = [...new Set(known)].filter((each) => each !== null).sort();
  return (
    <div>
      <TextField
        name={name}
        label={t(`tariff.${name}`)}
        hint={t(`tariff.${name}_hint`)}
        value={value ?? ""}
        maxLength={50}
        autoComplete="off"
        list={listId}
        onChange={({ target }) => onChange(target.value || null)}
      />
      <datalist id={listId}>
        {names.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  );
}
