/** What of a station is open; it lives in the address, so that one can send it to somebody. */
import { readConversationFilters, type ConversationFilters } from "./conversation-filters";

export const STATION_TABS = [
  "connectors",
  "commands",
  "messages",
  "variables",
  "access",
  "reservations",
  "profiles",
  "incidents",
  "firmware",
  "logs",
  "history",
  "security",
  "setup",
] as const;
export type StationTab = (typeof STATION_TABS)[number];

/** Left out, the tab is that of the connectors. */
export interface StationPageSearch extends ConversationFilters {
  tab?: StationTab;
  /** The OCPP action whose form is open. */
  command?: string;
}

export function readStationPageSearch(search: Record<string, unknown>): StationPageSearch {
  const tab = STATION_TABS.find((known) => known === search.tab);
  const { command } = search;
  return {
    ...(tab !== undefined && { tab }),
    ...(tab === "commands" && typeof command === "string" && command !== "" && { command }),
    ...(tab === "messages" && readConversationFilters(search)),
  };
}
