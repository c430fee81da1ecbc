import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useZone } from "@/features/sites/use-zone";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { SelectField } from "@/ui/field";
import { IncidentList } from "./incident-list";
import { INCIDENT_KINDS, readIncidentSearch, type IncidentSearch } from "./incidents-queries";

const route = getRouteApi("/signed-in/incidents");

/** Everything that is or was wrong, narrowed by the address. */
export function IncidentsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const timeZone = useZone();
  const narrow = (changes: Record<keyof IncidentSearch, unknown>) =>
    void navigate({ search: readIncidentSearch(changes), replace: true });
  return (
    <Page
      title={t("incidents.title")}
      summary={t("incidents.summary")}
      back={<BackLink to="/">{t("place.now")}</BackLink>}
    >
      <form
        className="mb-6 grid max-w-xl gap-4 sm:grid-cols-2"
        onSubmit={(event) => event.preventDefault()}
      >
        <SelectField
          label={t("incidents.status")}
          value={search.status ?? ""}
          onChange={({ target }) => narrow({ kind: search.kind, status: target.value })}
        >
          <option value="">{t("filter.all")}</option>
          <option value="open">{t("incidents.only_open")}</option>
          <option value="closed">{t("incidents.only_closed")}</option>
        </SelectField>
        <SelectField
          label={t("incidents.kind")}
          value={search.kind ?? ""}
          onChange={({ target }) => narrow({ status: search.status, kind: target.value })}
        >
          <option value="">{t("filter.all")}</option>
          {INCIDENT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`incidents.kind_name.${kind}`)}
            </option>
          ))}
        </SelectField>
      </form>
      <IncidentList search={search} timeZone={timeZone} />
    </Page>
  );
}
