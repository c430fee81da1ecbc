import { expect, test } from "vitest";
import { advanced, progressIn } from "./progress";

const numbers = {
  at: "2026-11-21T12:00:00Z",
  energy_wh: 10,
  power_w: 7_200,
  soc_percent: null,
  amount_minor: 1,
  currency: "BRL",
};
const event = (session_id: string, changes: object = {}, type = "session.progress") => ({
  type,
  data: { ...numbers, session_id, ...changes },
});

test("the last word on a session counts", () => {
  const progress = progressIn([
    event("s1"),
    event("s2", { power_w: 0 }),
    event("s1", { power_w: 7_100 }),
    event("s1", { energy_wh: 99 }, "session.ended"),
  ]);
  expect(progress.get("s1")).toEqual({
    energy_wh: 10,
    power_w: 7_100,
    soc_percent: null,
    last_reading_at: "2026-11-21T12:00:00Z",
    cost: { amount: "0.01", currency: "BRL" },
  });
});

test("a session without a tariff keeps the price that it has", () => {
  const progress = progressIn([event("s1", { amount_minor: null, currency: null })]);
  expect(progress.get("s1")).not.toHaveProperty("cost");
});

test("only the rows that advanced are new: the other cards are not drawn again", () => {
  const session = { id: "s1", power_w: 1 };
  const rows = [{ session }, { session: { ...session, id: "s2" } }, { session: null }];
  const board = { at: "", counters: {}, connectors: rows } as unknown as Parameters<
    typeof advanced
  >[0];
  const { connectors } = advanced(board, new Map([["s1", { power_w: 7_100 }]]));
  expect(connectors[0]!.session).toEqual({ ...session, power_w: 7_100 });
  expect(connectors[1]).toBe(board.connectors[1]);
  expect(connectors[2]).toBe(board.connectors[2]);
});
