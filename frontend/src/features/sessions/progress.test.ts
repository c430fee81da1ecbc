import { expect, test } from "vitest";
import { advanced, progressIn } from "./progress";

const event = (session_id: string, numbers: object, type = "session.progressed") => ({
  type,
  data: { session_id, ...numbers },
});

test("the last word on a session counts, and what it leaves out stays", () => {
  const progress = progressIn([
    event("s1", { power_w: 7_200, energy_wh: 10 }),
    event("s2", { power_w: 0 }),
    event("s1", { power_w: 7_100 }),
    event("s1", { energy_wh: 99 }, "session.ended"),
  ]);
  expect(progress.get("s1")).toEqual({ power_w: 7_100, energy_wh: 10 });
});

test("only the rows that advanced are new: the other cards are not drawn again", () => {
  const session = { id: "s1", power_w: 1, energy_wh: 1 };
  const rows = [{ session }, { session: { ...session, id: "s2" } }, { session: null }];
  const board = { at: "", counters: {}, connectors: rows } as unknown as Parameters<
    typeof advanced
  >[0];
  const { connectors } = advanced(board, new Map([["s1", { power_w: 7_100 }]]));
  expect(connectors[0]!.session).toEqual({ ...session, power_w: 7_100 });
  expect(connectors[1]).toBe(board.connectors[1]);
  expect(connectors[2]).toBe(board.connectors[2]);
});
