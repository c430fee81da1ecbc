import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { sitesQuery } from "@/features/sites/queries";
import { Page } from "@/shell/page";
import { SelectField } from "@/ui/field";
import { MyReservations } from "./my-reservations";
import { readReservationSearch, SHOWN, type ReservationSearch } from "./queries";
import { ReservationList } from "./reservation-list";

const route = getRouteApi("/signed-in/reservations");

/** Those who run the place see all reservations, a resident their own. */
export function ReservationsPage() {
  return useMay("read:sessions") ? <AllReservations /> : <OwnReservations />;
}

function OwnReservations() {
  const { t } = useTranslation();
  return (
    <Page title={t("reservations.mine")}>
      <MyReservations />
    </Page>
  );
}

/** All that is and was reserved, narrowed by the address. */
function AllReservations() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const sites = useQuery(sitesQuery).data ?? [];
  const narrow = (changes: Partial<Record<keyof ReservationSearch, unknown>>) =>
    void navigate({ search: readReservationSearch({ ...search, ...changes }), replace: true });
  return (
    <Page title={t("reservations.title")} summary={t("reservations.summary")}>
      <form
        className="mb-6 grid max-w-xl gap-4 sm:grid-cols-2"
        onSubmit={(event) => event.preventDefault()}
      >
        <SelectField
          label={t("reservations.shown")}
          value={search.shown ?? ""}
          onChange={({ target }) => narrow({ shown: target.value })}
        >
          <option value="">{t("filter.all")}</option>
          {SHOWN.map((each) => (
            <option key={each} value={each}>
              {t(`reservations.only.${each}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("station_form.site")}
          value={search.site_id ?? ""}
          onChange={({ target }) => narrow({ site_id: target.value })}
        >
          <option value="">{t("filter.all")}</option>
          {sites.map((site) => (
            <option key={site.id} value={site.id}>
              {site.name}
            </option>
          ))}
        </SelectField>
      </form>
      <ReservationList search={search} />
    </Page>
  );
}
