import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AccessPanel } from "@/features/access/access-panel";
import { useMay } from "@/features/accounts/permissions";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { IncidentList } from "@/features/attention/incident-list";
import { StationFirmware } from "@/features/maintenance/station-firmware";
import { StationLogs } from "@/features/maintenance/station-logs";
import { ProfilesPanel } from "@/features/profiles/profiles-panel";
import { ReservationsPanel } from "@/features/reservations/reservations-panel";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { TabBar, TabLink } from "@/ui/tabs";
import { ActionPanel } from "./action-form/action-panel";
import { ConnectorsPanel } from "./connectors-panel";
import { Conversation } from "./conversation";
import { HistoryPanel } from "./history-panel";
import { stationQuery, type Station } from "./queries";
import { SecurityPanel } from "./security-panel";
import { SetupPanel } from "./setup-panel";
import { StationContact } from "./station-contact";
import { STATION_TABS, type StationPageSearch, type StationTab } from "./station-page-search";
import { VariablesPanel } from "./variables-panel";
import { versionName } from "./version-name";

const route = getRouteApi("/signed-in/stations/$stationId");

/** One station: what it does, what it can be told, what was said, what it is set to. */
export function StationPage() {
  const { t } = useTranslation();
  const { stationId } = route.useParams();
  const station = useQuery(stationQuery(stationId));
  const back = <BackLink to="/stations">{t("stations.title")}</BackLink>;
  if (station.data === undefined) {
    return (
      <Page title={t("station.title")} back={back}>
        <Awaiting query={station}>
          <Loading className="grid gap-8">
            <Skeleton className="h-48" />
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      </Page>
    );
  }
  return (
    <Page
      title={station.data.name}
      back={back}
      summary={<Summary station={station.data} />}
      actions={
        <Link
          to="/sessions"
          search={{ station_id: stationId }}
          className={buttonClass("secondary")}
        >
          {t("station.sessions")}
        </Link>
      }
    >
      <StationTabs station={station.data} />
    </Page>
  );
}

function Summary({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { site_name, bay, ocpp_version } = station;
  const facts = [
    site_name ?? t("site.none"),
    bay,
    ocpp_version && versionName(ocpp_version),
  ].filter(Boolean);
  return (
    <p>
      {facts.join(" · ")} · <StationContact station={station} />
    </p>
  );
}

const FULL_OF_CARDS: readonly StationTab[] = ["messages", "access"];

/** The tabs that somebody may see. */
function useTabs(): readonly StationTab[] {
  const mayRead = useMay("read:id_tokens");
  return STATION_TABS.filter((tab) => mayRead || !FULL_OF_CARDS.includes(tab));
}

function StationTabs({ station }: { station: Station }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tabs = useTabs();
  const tab = search.tab ?? "connectors";
  const go = (next: StationPageSearch) => void navigate({ search: next, replace: true });
  return (
    <>
      <TabBar label={station.name}>
        {tabs.map((each) => (
          <TabLink
            key={each}
            to="/stations/$stationId"
            params={{ stationId: station.id }}
            search={each === "connectors" ? {} : { tab: each }}
            // Whatever else the address holds belongs to the tab that is open.
            activeOptions={{ exact: each === "connectors" }}
          >
            {t(`station_tab.${each}`)}
          </TabLink>
        ))}
      </TabBar>
      <Panel station={station} tab={tab} search={search} go={go} />
    </>
  );
}

interface PanelProps {
  station: Station;
  tab: StationTab;
  search: StationPageSearch;
  go: (search: StationPageSearch) => void;
}

function Panel({ station, tab, search, go }: PanelProps) {
  const { tab: _, command, ...filters } = search;
  switch (tab) {
    case "connectors":
      return <ConnectorsPanel station={station} />;
    case "commands":
      return (
        <ActionPanel
          station={station}
          action={command}
          onChoose={(next) => go({ tab, command: next })}
        />
      );
    case "messages":
      return (
        <Conversation
          station={station}
          filters={filters}
          onFilter={(next) => go({ tab, ...next })}
        />
      );
    case "access":
      return <AccessPanel station={station} />;
    case "variables":
      return <VariablesPanel station={station} />;
    case "profiles":
      return <ProfilesPanel station={station} />;
    case "incidents":
      return <IncidentList search={{}} stationId={station.id} timeZone={station.timezone} />;
    case "firmware":
      return <StationFirmware station={station} />;
    case "logs":
      return <StationLogs station={station} />;
    case "reservations":
      return <ReservationsPanel station={station} />;
    case "history":
      return <HistoryPanel station={station} />;
    case "security":
      return <SecurityPanel station={station} />;
    case "setup":
      return <SetupPanel station={station} />;
  }
}
