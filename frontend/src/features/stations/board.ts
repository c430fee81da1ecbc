/** What the live board shows, computed from its rows alone: counters and cards cannot disagree. */
import { queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { CONNECTOR_STATES, type ConnectorState } from "./connector-state";

/** A row of the board, and whether its station has other connectors to tell it from. */
export type BoardConnector = Schemas["BoardConnector"] & { sharesStation: boolean };
export type BoardSession = Schemas["SessionItem"];

export interface BoardFilter {
  state?: ConnectorState;
}

export interface BoardSite {
  id: string;
  /** Null for stations that stand at no site yet. */
  name: string | null;
  connectors: BoardConnector[];
  powerW: number;
}

export const boardQuery = queryOptions({
  queryKey: ["board"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/board", { signal })),
  select: ({ connectors }) => markShared(connectors),
});

export function readBoardFilter(search: Record<string, unknown>): BoardFilter {
  const state = CONNECTOR_STATES.find((known) => known === search.state);
  return state === undefined ? {} : { state };
}

/** Return the words for where a connector is; its number only where there are several. */
export function placeName(
  {
    station_name: station,
    connector: number,
    sharesStation,
  }: Pick<BoardConnector, "station_name" | "connector" | "sharesStation">,
  t: TFunction,
): string {
  return sharesStation ? t("connector.place", { station, number }) : station;
}

export function countStates(connectors: readonly BoardConnector[]): Map<ConnectorState, number> {
  const counts = new Map<ConnectorState, number>(CONNECTOR_STATES.map((state) => [state, 0]));
  for (const { state } of connectors) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** Group connectors by site, in an order that does not depend on what they do: cards never jump. */
export function groupBySite(connectors: readonly BoardConnector[]): BoardSite[] {
  const sites = new Map<string, BoardSite>();
  for (const connector of connectors.toSorted(byPlace)) {
    const { site_name: name } = connector;
    const id = connector.site_id ?? NO_SITE;
    const site = sites.get(id) ?? { id, name, connectors: [], powerW: 0 };
    site.connectors.push(connector);
    site.powerW += connector.session?.power_w ?? 0;
    sites.set(id, site);
  }
  return [...sites.values()];
}

function markShared(connectors: Schemas["BoardConnector"][]): BoardConnector[] {
  const perStation = Map.groupBy(connectors, ({ station_id }) => station_id);
  return connectors.map((row) => ({
    ...row,
    sharesStation: (perStation.get(row.station_id)?.length ?? 0) > 1,
  }));
}

const NO_SITE = "none";
const natural = new Intl.Collator("pt-BR", { numeric: true });

function byPlace(a: BoardConnector, b: BoardConnector): number {
  return (
    natural.compare(a.site_name ?? "", b.site_name ?? "") ||
    natural.compare(a.station_name, b.station_name) ||
    a.evse - b.evse ||
    a.connector - b.connector
  );
}
