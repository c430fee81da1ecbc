/** What the live board shows, computed from its rows alone: counters and cards cannot disagree. */
import { queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { readAgain, takesCommands } from "@/features/sources/read-age";
import { CONNECTOR_STATES, type ConnectorState } from "@/features/stations/connector-state";

/** A row of the board; `number` tells it from the others of its station, null where it is alone. */
export type BoardConnector = Schemas["BoardConnector"] & { number: string | null };
export type BoardSession = Schemas["SessionItem"];

type OrderedBoard = Omit<Schemas["Board"], "connectors"> & { connectors: BoardConnector[] };

export interface BoardFilter {
  state?: ConnectorState;
}

export interface BoardSite {
  id: string;
  /** Null for stations that stand at no site yet. */
  name: string | null;
  connectors: BoardConnector[];
  /** Null where only clouds are asked, which tell no power. */
  powerW: number | null;
}

export const boardQuery = queryOptions({
  queryKey: ["board"],
  queryFn: async ({ signal }) => inOrder(await bodyOf(api.GET("/api/v1/board", { signal }))),
  select: ({ connectors }) => connectors,
  refetchInterval: ({ state }) =>
    readAgain((state.data?.connectors ?? []).map(({ source }) => source)),
});

export function readBoardFilter(search: Record<string, unknown>): BoardFilter {
  const state = CONNECTOR_STATES.find((known) => known === search.state);
  return state === undefined ? {} : { state };
}

/** Return the words for where a connector is; its number only where there are several. */
export function placeName(
  { station_name: station, number }: Pick<BoardConnector, "station_name" | "number">,
  t: TFunction,
): string {
  return number === null ? station : t("connector.place", { station, number });
}

/** Whether a charge can be started there now. */
export function isFree({
  state,
  session,
  source,
}: Pick<BoardConnector, "state" | "session" | "source">): boolean {
  return (
    takesCommands(source) && session === null && (state === "available" || state === "waiting")
  );
}

export function countStates(connectors: readonly BoardConnector[]): Map<ConnectorState, number> {
  const counts = new Map<ConnectorState, number>(CONNECTOR_STATES.map((state) => [state, 0]));
  for (const { state } of connectors) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** Group connectors by site; they stay in the order in which they came. */
export function groupBySite(connectors: readonly BoardConnector[]): BoardSite[] {
  const sites = new Map<string, BoardSite>();
  for (const connector of connectors) {
    const { site_name: name } = connector;
    const id = connector.site_id ?? NO_SITE;
    const site = sites.get(id) ?? { id, name, connectors: [], powerW: null };
    site.connectors.push(connector);
    if (connector.source === null) {
      site.powerW = (site.powerW ?? 0) + (connector.session?.power_w ?? 0);
    }
    sites.set(id, site);
  }
  return [...sites.values()];
}

/**
 * Number connectors and put them in an order that does not depend on what they do, so that cards
 * never jump. Done once per answer: events change what connectors do, many times a second.
 */
export function inOrder(board: Schemas["Board"]): OrderedBoard {
  return { ...board, connectors: numberConnectors(board.connectors).toSorted(byPlace) };
}

/** OCPP 1.6 counts connectors, 2.x EVSEs and then, seldom more than one, their connectors. */
function numberConnectors(connectors: Schemas["BoardConnector"][]): BoardConnector[] {
  const perStation = Map.groupBy(connectors, ({ station_id }) => station_id);
  return connectors.map((row) => {
    const siblings = perStation.get(row.station_id) ?? [];
    const isAloneAtEvse = siblings.filter(({ evse }) => evse === row.evse).length === 1;
    const number = isAloneAtEvse ? String(row.evse) : `${row.evse}.${row.connector}`;
    return { ...row, number: siblings.length > 1 ? number : null };
  });
}

const NO_SITE = "none";
const natural = new Intl.Collator("pt-BR", { numeric: true });

function byPlace(a: BoardConnector, b: BoardConnector): number {
  return (
    Number(a.site_id === null) - Number(b.site_id === null) ||
    natural.compare(a.site_name ?? "", b.site_name ?? "") ||
    natural.compare(a.station_name, b.station_name) ||
    a.evse - b.evse ||
    a.connector - b.connector
  );
}
