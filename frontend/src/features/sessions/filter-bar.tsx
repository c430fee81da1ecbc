import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { unitsQuery } from "@/features/sites/queries";
import { useZone } from "@/features/sites/use-zone";
import { stationsQuery } from "@/features/stations/queries";
import { useFormats } from "@/i18n/formats";
import { buttonClass } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { PERIODS, todayIn, weekBefore } from "./local-days";
import {
  IDENTITIES,
  narrows,
  periodOf,
  readSessionFilters,
  SESSION_STATUSES,
  USUAL_PERIOD,
  type SessionFilters,
} from "./session-filters";

/** The filters of the list of sessions; each change is a new address. */
export function FilterBar({ filters }: { filters: SessionFilters }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stations = useQuery(stationsQuery);
  const mayReadPeople = useMay("read:people");
  const units = useQuery({ ...unitsQuery, enabled: mayReadPeople });
  const period = periodOf(filters);
  const { date } = useFormats();
  const days = weekBefore(todayIn(useZone()));
  const oneDay = days.find((day) => filters.from === day && filters.to === day);

  function change(changes: Partial<Record<keyof SessionFilters, string>>) {
    const search = readSessionFilters({ ...filters, ...changes });
    void navigate({ to: "/sessions", search, replace: true });
  }

  return (
    <form
      role="search"
      onSubmit={(event) => event.preventDefault()}
      className="mb-6 grid grid-cols-2 items-end gap-3 sm:grid-cols-[repeat(auto-fill,minmax(9.25rem,1fr))]"
    >
      <SelectField
        label={t("sessions.period")}
        value={period ?? (oneDay || "days")}
        onChange={({ target }) => {
          const isDay = days.includes(target.value);
          if (isDay) change({ period: "", from: target.value, to: target.value });
          else change({ period: target.value, from: "", to: "" });
        }}
      >
        {PERIODS.map((each) => (
          <option key={each} value={each}>
            {t(`period.${each}`)}
          </option>
        ))}
        {period === null && !oneDay && <option value="days">{t("period.days")}</option>}
        <optgroup label={t("period.one_day")}>
          {days.map((day) => (
            <option key={day} value={day}>
              {date(`${day}T12:00:00Z`, "UTC")}
            </option>
          ))}
        </optgroup>
      </SelectField>
      <TextField
        type="date"
        label={t("sessions.from")}
        value={filters.from ?? ""}
        max={filters.to}
        onChange={(event) => change({ from: event.target.value })}
      />
      <TextField
        type="date"
        label={t("sessions.to")}
        value={filters.to ?? ""}
        min={filters.from}
        onChange={(event) => change({ to: event.target.value })}
      />
      <SelectField
        label={t("sessions.status")}
        value={filters.status ?? ""}
        onChange={(event) => change({ status: event.target.value })}
      >
        <option value="">{t("sessions.any_status")}</option>
        {SESSION_STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`session_status.${status}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("sessions.station")}
        value={filters.station_id ?? ""}
        onChange={(event) => change({ station_id: event.target.value })}
      >
        <option value="">{t("sessions.any_station")}</option>
        {stations.data?.map((station) => (
          <option key={station.id} value={station.id}>
            {station.name}
          </option>
        ))}
      </SelectField>
      {units.data !== undefined && units.data.length > 0 && (
        <SelectField
          label={t("sessions.unit")}
          value={filters.unit_id ?? ""}
          onChange={(event) => change({ unit_id: event.target.value })}
        >
          <option value="">{t("sessions.any_unit")}</option>
          {units.data.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.label}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        label={t("sessions.identity")}
        value={filters.identity ?? ""}
        onChange={(event) => change({ identity: event.target.value })}
      >
        <option value="">{t("sessions.any_identity")}</option>
        {IDENTITIES.map((identity) => (
          <option key={identity} value={identity}>
            {t(`who.${identity}`)}
          </option>
        ))}
      </SelectField>
      {(narrows(filters) || period !== USUAL_PERIOD) && (
        <Link
          to="/sessions"
          search={{}}
          className={`${buttonClass("quiet")} col-span-2 justify-self-start sm:col-span-1`}
        >
          {t("sessions.clear")}
        </Link>
      )}
    </form>
  );
}
