import { expect, test } from "vitest";
import { countStates, groupBySite, inOrder, type BoardConnector } from "./board";

const row = (changes: Partial<BoardConnector>): BoardConnector => ({
  tenant_id: "t1",
  connector_id: "c1",
  evse: 1,
  connector: 1,
  station_id: "st1",
  station_name: "Vaga 1",
  site_id: "s1",
  site_name: "Acácias",
  source: null,
  timezone: "America/Sao_Paulo",
  state: "available",
  ocpp_status: null,
  error_code: null,
  status_at: null,
  last_seen_at: null,
  online: true,
  reserved: [],
  ghost: false,
  session: null,
  number: null,
  ...changes,
});

test("every state has a counter, also the empty ones", () => {
  const counts = countStates([row({}), row({ state: "idle" }), row({ state: "idle" })]);
  expect(counts.get("idle")).toBe(2);
  expect(counts.get("reserved")).toBe(0);
});

test("cards stand in the order of the garage: 2 before 10, sites together", () => {
  const board = inOrder({
    at: "2026-11-28T12:00:00Z",
    counters: {},
    connectors: [
      row({ station_name: "Vaga 10", station_id: "st10" }),
      row({ station_name: "Vaga 1", site_id: "s2", site_name: "Ipês" }),
      row({ station_name: "Vaga 2", station_id: "st2", connector: 2 }),
      row({ station_name: "Vaga 2", station_id: "st2" }),
    ],
  });
  const sites = groupBySite(board.connectors);
  expect(sites.map(({ name }) => name)).toEqual(["Acácias", "Ipês"]);
  expect(sites[0]!.connectors.map((c) => `${c.station_name}/${c.connector}`)).toEqual([
    "Vaga 2/1",
    "Vaga 2/2",
    "Vaga 10/1",
  ]);
});
