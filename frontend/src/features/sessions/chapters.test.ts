import { expect, test } from "vitest";
import { chaptersOf, type Moment } from "./chapters";

const moment = (kind: Moment["kind"], charging_state: string | null = null): Moment => ({
  at: "2026-11-21T12:00:00Z",
  received_at: "2026-11-21T12:00:00Z",
  action: "TransactionEvent",
  message_id: "m1",
  kind,
  offline: false,
  charging_state,
  stop_reason: null,
  energy_wh: null,
  power_w: null,
});

const outline = (moments: Moment[]) =>
  chaptersOf(moments).map((chapter) =>
    chapter.kind === "readings" ? chapter.moments.length : chapter.kind,
  );

test("readings between two turns stand together", () => {
  const moments = [
    moment("started", "EVConnected"),
    moment("updated", "Charging"),
    moment("updated", "Charging"),
    moment("updated"),
    moment("updated", "SuspendedEV"),
    moment("updated"),
    moment("ended"),
  ];
  expect(outline(moments)).toEqual(["started", "changed", 2, "changed", 1, "ended"]);
});

test("a session that only has readings still has a story", () => {
  expect(outline([moment("updated"), moment("updated")])).toEqual([2]);
});
