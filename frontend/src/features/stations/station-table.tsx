import { useTranslation } from "react-i18next";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { StateIcon } from "./connector-state";
import { StationContact } from "./station-contact";
import { STATION_SORTS, type StationSearch, type StationSort } from "./station-filters";
import type { StationRow } from "./station-list";
import { versionName } from "./version-name";

interface StationTableProps {
  rows: readonly StationRow[];
  search: StationSearch;
  onSort: (next: StationSearch) => void;
}

/** Stations to compare: what their connectors do, what they are, when they were last heard of. */
export function StationTable({ rows, search, onSort }: StationTableProps) {
  const { t } = useTranslation();
  const columns: Column<StationRow>[] = [
    {
      id: "station",
      head: t("stations.column.station"),
      sort: "name",
      cell: ({ station }) => (
        <>
          <RowLink to="/stations/$stationId" params={{ stationId: station.id }}>
            {station.name}
          </RowLink>
          <p className="text-[0.8125rem] text-muted">
            {[station.site_name, station.bay].filter(Boolean).join(" · ")}
          </p>
        </>
      ),
    },
    {
      id: "connectors",
      head: t("stations.column.connectors"),
      sort: "state",
      cell: (row) => <States row={row} />,
    },
    {
      id: "model",
      head: t("stations.column.model"),
      from: "desktop",
      cell: ({ station }) =>
        [station.vendor, station.model].filter(Boolean).join(" ") || t("station.unknown_model"),
    },
    {
      id: "version",
      head: t("stations.column.version"),
      sort: "version",
      from: "desktop",
      cell: ({ station }) => station.ocpp_version && versionName(station.ocpp_version),
    },
    {
      id: "firmware",
      head: t("stations.column.firmware"),
      sort: "firmware",
      from: "wide",
      cell: ({ station }) => station.firmware_version,
    },
    {
      id: "seen",
      head: t("stations.column.seen"),
      sort: "seen",
      from: "tablet",
      align: "end",
      cell: ({ station }) => <StationContact station={station} />,
    },
  ];
  return (
    <Table
      label={t("stations.title")}
      rows={rows}
      columns={columns}
      rowKey={({ station }) => station.id}
      sorting={{ by: search.sort ?? "name", descending: search.reverse ?? false }}
      onSort={({ by, descending }) => onSort(sorted(search, by, descending))}
      line={(row) => (
        <div className="grid gap-1 px-4 py-3 text-sm">
          <RowLink to="/stations/$stationId" params={{ stationId: row.station.id }}>
            {row.station.name}
          </RowLink>
          <States row={row} />
          <p className="text-[0.8125rem] text-muted">
            {row.station.site_name} · <StationContact station={row.station} />
          </p>
        </div>
      )}
    />
  );
}

function sorted(search: StationSearch, by: string, reverse: boolean): StationSearch {
  const { sort: _, reverse: __, ...rest } = search;
  const sort = STATION_SORTS.find((known: StationSort) => known === by);
  return { ...rest, ...(sort !== "name" && { sort }), ...(reverse && { reverse }) };
}

function States({ row: { connectors } }: { row: StationRow }) {
  const { t } = useTranslation();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {connectors.map(({ connector_id, state, number }) => (
        <li key={connector_id} className="flex items-center gap-1.5 whitespace-nowrap">
          <StateIcon state={state} />
          {number !== null && `${number}: `}
          {t(`state.${state}`)}
        </li>
      ))}
    </ul>
  );
}
