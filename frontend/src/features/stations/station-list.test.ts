import { expect, test } from "vitest";
import type { BoardConnector } from "@/features/board/board";
import type { Station } from "./queries";
import { readStationSearch } from "./station-filters";
import { listStations, stateOf } from "./station-list";

const station = (changes: Partial<Station>) =>
  ({ id: "1", name: "Vaga 1", ocpp_identity: "CP-1", online: true, ...changes }) as Station;
const connector = (station_id: string, state: BoardConnector["state"]) =>
  ({ station_id, state }) as BoardConnector;

const STATIONS = [
  station({ id: "10", name: "Vaga 10", last_seen_at: "2026-11-28T12:00:00Z" }),
  station({ id: "2", name: "Vaga 2", site_name: "Edifício Acácias", ocpp_version: "ocpp1.6" }),
];
const CONNECTORS = [connector("10", "faulted"), connector("10", "in_use"), connector("2", "idle")];
const names = (wanted: Record<string, unknown>) =>
  listStations(STATIONS, CONNECTORS, readStationSearch(wanted)).map((row) => row.station.name);

test("stations stand as people count: 2 before 10, and the other way round when asked", () => {
  expect(names({})).toEqual(["Vaga 2", "Vaga 10"]);
  expect(names({ sort: "name", reverse: true })).toEqual(["Vaga 10", "Vaga 2"]);
  expect(names({ sort: "seen" })).toEqual(["Vaga 10", "Vaga 2"]);
});

test("words are found in any order, without accents and case", () => {
  expect(names({ search: "acacias vaga" })).toEqual(["Vaga 2"]);
  expect(names({ search: "cp-1" })).toHaveLength(2);
  expect(names({ search: "cp-1 ipês" })).toEqual([]);
});

test("a state finds stations by any of their connectors, and what is no filter is ignored", () => {
  expect(names({ state: "in_use" })).toEqual(["Vaga 10"]);
  expect(names({ state: "flying", sort: "luck", ocpp_version: "ocpp1.6" })).toEqual(["Vaga 2"]);
});

test("a fault of one connector is the state of the station; without a line it is offline", () => {
  const [, second] = listStations(STATIONS, CONNECTORS, {});
  expect(stateOf(second!)).toBe("faulted");
  expect(stateOf({ station: station({ online: false }), connectors: [] })).toBe("offline");
});
