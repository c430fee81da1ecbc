import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FailureNotice, Notice } from "@/ui/notice";
import { Page } from "@/shell/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { boardQuery, type BoardConnector } from "@/features/board/board";
import { StateIcon } from "./connector-state";
import { stationsQuery, type Station } from "./queries";
import { StationContact } from "./station-contact";

/** Every station of the sites, with what its connectors do. */
export function StationsPage() {
  const { t } = useTranslation();
  const stations = useQuery(stationsQuery);
  const board = useQuery(boardQuery);
  const connectors = Map.groupBy(board.data ?? [], (row) => row.station_id);
  return (
    <Page title={t("stations.title")} summary={t("stations.summary")}>
      {stations.data === undefined ? (
        stations.isError ? (
          <FailureNotice error={stations.error} onRetry={() => void stations.refetch()} />
        ) : (
          <Loading className="grid gap-2">
            {Array.from({ length: 6 }, (_, index) => (
              <Skeleton key={index} className="h-16" />
            ))}
          </Loading>
        )
      ) : stations.data.length === 0 ? (
        <Notice icon="station" title={t("stations.empty")}>
          {t("stations.empty_hint")}
        </Notice>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {stations.data.map((station) => (
            <StationLine
              key={station.id}
              station={station}
              connectors={connectors.get(station.id) ?? []}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

interface StationLineProps {
  station: Station;
  connectors: BoardConnector[];
}

function StationLine({ station, connectors }: StationLineProps) {
  const { t } = useTranslation();
  return (
    <li className="relative grid gap-x-6 gap-y-1 px-4 py-3 text-sm hover:bg-sunken md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,2fr)_minmax(0,1.5fr)] md:items-center">
      <div className="min-w-0">
        <Link
          to="/stations/$stationId"
          params={{ stationId: station.id }}
          className="font-medium after:absolute after:inset-0"
        >
          {station.name}
        </Link>
        <p className="truncate text-[0.8125rem] text-muted">{station.site_name}</p>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {connectors.map(({ connector_id, state, number }) => (
          <li key={connector_id} className="flex items-center gap-1.5 whitespace-nowrap">
            <StateIcon state={state} />
            {number !== null && `${number}: `}
            {t(`state.${state}`)}
          </li>
        ))}
      </ul>
      <p className="truncate text-muted">
        {[station.vendor, station.model].filter(Boolean).join(" ") || t("station.unknown_model")}
      </p>
      <p className="text-muted md:text-right">
        <StationContact station={station} />
      </p>
    </li>
  );
}
