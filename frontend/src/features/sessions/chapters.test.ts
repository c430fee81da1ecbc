import { expect, test } from "vitest";
import type { Schemas } from "@/api/client";
import { chaptersOf, ordersOf, priceChanges, type Aside, type Moment } from "./chapters";

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

const line = (from_at: string, unit_price: string) =>
  ({ kind: "energy", from_at, unit_price }) as Schemas["PriceLineView"];

test("another price stands where it began, between the readings before and after", () => {
  const lines = [
    line("2026-11-21T12:30:00Z", "3.08"),
    line("2026-11-21T12:00:00Z", "0.53"),
    line("2026-11-21T12:40:00Z", "3.08"),
  ];
  const moments = ["12:10", "12:20", "12:35"].map((time) => ({
    ...moment("updated"),
    at: `2026-11-21T${time}:00Z`,
  }));
  const story = chaptersOf(moments, priceChanges(lines));
  expect(story.map(({ kind }) => kind)).toEqual(["readings", "priced", "readings"]);
});

test("what people do after the last message ends the story", () => {
  const correction = { kind: "corrected", at: "2026-11-22T12:00:00Z" } as Aside;
  expect(outline([moment("started")])).toEqual(["started"]);
  expect(chaptersOf([moment("started")], [correction]).at(-1)).toBe(correction);
});

test("of all orders to a station, those of this session are told", () => {
  const command = (kind: string, at: string, payload: object, status = "accepted") =>
    ({ kind, requested_at: at, payload, status }) as unknown as Schemas["CommandView"];
  const session = { external_id: "7", evse: 2, connector: 1, started_at: "2026-11-21T12:00:00Z" };
  const told = ordersOf(session, [
    command("start", "2026-11-21T11:58:00Z", { evse: 2 }),
    command("start", "2026-11-21T11:59:00Z", { evse: 1 }),
    command("start", "2026-11-21T11:59:30Z", { evse: 2 }, "rejected"),
    command("start", "2026-11-21T11:30:00Z", { evse: 2 }),
    command("stop", "2026-11-21T13:00:00Z", { external_id: "7" }),
    command("stop", "2026-11-21T13:00:00Z", { external_id: "8" }),
  ]);
  expect(told.map(({ at }) => at.slice(11, 16))).toEqual(["11:58", "13:00"]);
});
