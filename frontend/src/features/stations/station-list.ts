/** The stations of a list with their connectors: what is found, and in which order. */
import type { BoardConnector } from "@/features/board/board";
import { holdsEveryWord } from "@/i18n/matching";
import { CONNECTOR_STATES, type ConnectorState } from "./connector-state";
import type { Station } from "./queries";
import type { StationSearch, StationSort } from "./station-filters";

export interface StationRow {
  station: Station;
  connectors: BoardConnector[];
}

/** Put stations and connectors together, as a filter and an order want them. */
export function listStations(
  stations: readonly Station[],
  connectors: readonly BoardConnector[],
  wanted: StationSearch,
): StationRow[] {
  const perStation = Map.groupBy(connectors, (row) => row.station_id);
  const rows = stations
    .map((station) => ({ station, connectors: perStation.get(station.id) ?? [] }))
    .filter((row) => matches(row, wanted))
    .toSorted(ORDERS[wanted.sort ?? "name"]);
  return wanted.reverse ? rows.toReversed() : rows;
}

/** The state that a whole station is shown in: the one of its connectors that moves most. */
export function stateOf({ station, connectors }: StationRow): ConnectorState {
  if (!station.online) return "offline";
  const states = new Set(connectors.map(({ state }) => state));
  if (states.has("faulted")) return "faulted";
  return CONNECTOR_STATES.find((state) => states.has(state)) ?? "available";
}

function matches({ station, connectors }: StationRow, wanted: StationSearch): boolean {
  const { search, site_id, state, ocpp_version, registration } = wanted;
  const text = [
    station.name,
    station.ocpp_identity,
    station.bay,
    station.site_name,
    station.vendor,
    station.model,
    station.serial_number,
  ].join(" ");
  return (
    holdsEveryWord(text, search ?? "") &&
    (site_id === undefined || station.site_id === site_id) &&
    (ocpp_version === undefined || station.ocpp_version === ocpp_version) &&
    (registration === undefined || station.registration === registration) &&
    (state === undefined ||
      connectors.some((connector) => connector.state === state) ||
      (state === "offline" && !station.online))
  );
}

const natural = new Intl.Collator("pt-BR", { numeric: true });
const byName = (a: StationRow, b: StationRow) => natural.compare(a.station.name, b.station.name);
const byText = (read: (station: Station) => string | null) => (a: StationRow, b: StationRow) =>
  natural.compare(read(a.station) ?? "", read(b.station) ?? "") || byName(a, b);

const ORDERS: Record<StationSort, (a: StationRow, b: StationRow) => number> = {
  name: byName,
  state: (a, b) =>
    CONNECTOR_STATES.indexOf(stateOf(a)) - CONNECTOR_STATES.indexOf(stateOf(b)) || byName(a, b),
  // ISO instants sort as text: the latest news first.
  seen: (a, b) =>
    (b.station.last_seen_at ?? "").localeCompare(a.station.last_seen_at ?? "") || byName(a, b),
  version: byText((station) => station.ocpp_version),
  firmware: byText((station) => station.firmware_version),
};
