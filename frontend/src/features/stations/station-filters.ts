/** Which stations are shown, and how; all of it lives in the address of the page. */
import type { Schemas } from "@/api/client";
import { CONNECTOR_STATES, type ConnectorState } from "./connector-state";

export const STATION_VIEWS = ["list", "plan", "refused"] as const;
export type StationView = (typeof STATION_VIEWS)[number];

export const STATION_SORTS = ["name", "state", "seen", "version", "firmware"] as const;
export type StationSort = (typeof STATION_SORTS)[number];

export interface StationSearch {
  /** Left out it is the list. */
  view?: StationView;
  search?: string;
  site_id?: string;
  state?: ConnectorState;
  ocpp_version?: string;
  registration?: Schemas["Registration"];
  sort?: StationSort;
  /** True: from the last to the first. */
  reverse?: boolean;
}

const REGISTRATIONS = ["accepted", "pending", "rejected"] as const;

export function readStationSearch(search: Record<string, unknown>): StationSearch {
  return {
    ...chosen("view", STATION_VIEWS, search),
    ...text("search", search),
    ...text("site_id", search),
    ...chosen("state", CONNECTOR_STATES, search),
    ...text("ocpp_version", search),
    ...chosen("registration", REGISTRATIONS, search),
    ...chosen("sort", STATION_SORTS, search),
    ...(search.reverse === true && { reverse: true }),
  };
}

/** Whether anything but the order narrows what is shown. */
export function narrows({ search, site_id, state, ocpp_version, registration }: StationSearch) {
  return [search, site_id, state, ocpp_version, registration].some((part) => part !== undefined);
}

function chosen<Name extends string, Value extends string>(
  name: Name,
  values: readonly Value[],
  search: Record<string, unknown>,
): { [name in Name]?: Value } {
  const value = values.find((known) => known === search[name]);
  return (value === undefined ? {} : { [name]: value }) as { [name in Name]?: Value };
}

function text<Name extends string>(
  name: Name,
  search: Record<string, unknown>,
): { [name in Name]?: string } {
  const value = search[name];
  const given = typeof value === "string" && value !== "" ? { [name]: value } : {};
  return given as { [name in Name]?: string };
}
