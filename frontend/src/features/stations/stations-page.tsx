import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { boardQuery } from "@/features/board/board";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button, buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { TabBar, TabLink } from "@/ui/tabs";
import { NewStation } from "./new-station";
import { stationsQuery } from "./queries";
import { RefusedList } from "./refused-list";
import { SitePlan } from "./site-plan/site-plan";
import { narrows, STATION_VIEWS, type StationSearch } from "./station-filters";
import { StationFilterBar } from "./station-filter-bar";
import { listStations } from "./station-list";
import { StationTable } from "./station-table";

const route = getRouteApi("/signed-in/stations");

/** Every station as a list or where it stands, and those that were not let in. */
export function StationsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const mayWrite = useMay("write:stations");
  const [isAdding, setAdding] = useState(false);
  const view = search.view ?? "list";
  const views = STATION_VIEWS.filter((each) => each !== "refused" || mayWrite);
  return (
    <Page
      title={t("stations.title")}
      summary={t("stations.summary")}
      actions={
        <>
          <Link to="/variable-templates" className={buttonClass("secondary")}>
            {t("variable_template.title")}
          </Link>
          {mayWrite && (
            <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
              {t("stations.new")}
            </Button>
          )}
        </>
      }
    >
      <TabBar label={t("stations.title")}>
        {views.map((each) => (
          <TabLink
            key={each}
            from="/stations"
            to="/stations"
            search={({ view: _, ...rest }) => ({ ...rest, ...(each !== "list" && { view: each }) })}
            activeOptions={{ exact: true }}
          >
            {t(`station_view.${each}`)}
          </TabLink>
        ))}
      </TabBar>
      {view === "refused" ? <RefusedList /> : <Stations search={search} />}
      {isAdding && <NewStation onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Stations({ search }: { search: StationSearch }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const stations = useQuery(stationsQuery);
  const board = useQuery(boardQuery);
  const go = (next: StationSearch) => void navigate({ search: next, replace: true });
  if (stations.data === undefined) {
    return (
      <Awaiting query={stations}>
        <RowsSkeleton />
      </Awaiting>
    );
  }
  if (stations.data.length === 0) {
    return (
      <Notice icon="station" title={t("stations.empty")}>
        {t("stations.empty_hint")}
      </Notice>
    );
  }
  const rows = listStations(stations.data, board.data ?? [], search);
  if (search.view === "plan") {
    return (
      <SitePlan
        rows={rows}
        siteId={search.site_id}
        onSite={(site_id) => go({ ...search, site_id })}
      />
    );
  }
  return (
    <>
      <StationFilterBar search={search} onChange={go} />
      {rows.length === 0 && narrows(search) ? (
        <Notice
          icon="search"
          title={t("stations.none_match")}
          action={<Button onClick={() => go({})}>{t("filter.clear")}</Button>}
        />
      ) : (
        <StationTable rows={rows} search={search} onSort={go} />
      )}
    </>
  );
}
