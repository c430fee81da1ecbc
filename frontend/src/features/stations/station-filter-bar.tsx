import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sitesQuery } from "@/features/sites/queries";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { CONNECTOR_STATES } from "./connector-state";
import { narrows, readStationSearch, type StationSearch } from "./station-filters";

interface StationFilterBarProps {
  search: StationSearch;
  onChange: (next: StationSearch) => void;
}

/** What narrows the list of stations; each change is a new address. */
export function StationFilterBar({ search, onChange }: StationFilterBarProps) {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery).data ?? [];
  const change = (field: keyof StationSearch, value: string) =>
    onChange(readStationSearch({ ...search, [field]: value }));
  return (
    <form
      role="search"
      onSubmit={(event) => event.preventDefault()}
      className="mb-6 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap sm:*:w-44"
    >
      <div className="col-span-2 sm:!w-72">
        <TextField
          type="search"
          label={t("stations.find")}
          placeholder={t("stations.find_example")}
          autoComplete="off"
          value={search.search ?? ""}
          onChange={(event) => change("search", event.target.value)}
        />
      </div>
      {sites.length > 1 && (
        <SelectField
          label={t("station_form.site")}
          value={search.site_id ?? ""}
          onChange={(event) => change("site_id", event.target.value)}
        >
          <option value="">{t("filter.all")}</option>
          {sites.map((site) => (
            <option key={site.id} value={site.id}>
              {site.name}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        label={t("filter.state")}
        value={search.state ?? ""}
        onChange={(event) => change("state", event.target.value)}
      >
        <option value="">{t("filter.all")}</option>
        {CONNECTOR_STATES.map((state) => (
          <option key={state} value={state}>
            {t(`state.${state}`)}
          </option>
        ))}
      </SelectField>
      {narrows(search) && (
        <Button tone="quiet" className="sm:!w-auto" onClick={() => onChange({})}>
          {t("filter.clear")}
        </Button>
      )}
    </form>
  );
}
