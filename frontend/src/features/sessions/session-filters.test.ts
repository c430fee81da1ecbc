import { expect, test } from "vitest";
import { filterQuery, readSessionFilters } from "./session-filters";

test("what is not a filter is dropped from the address", () => {
  const search = { status: "sleeping", from: "2026-02-31x", station_id: "", other: 1 };
  expect(readSessionFilters(search)).toEqual({});
});

test("known filters survive", () => {
  const search = { status: "ended", from: "2026-11-01", to: "2026-11-30", station_id: "s1" };
  expect(readSessionFilters(search)).toEqual(search);
});

test("the last day is included: the end is the next midnight", () => {
  const { from, to } = filterQuery({ from: "2026-11-21", to: "2026-11-21" });
  expect(Date.parse(to!) - Date.parse(from!)).toBe(24 * 3_600_000);
});
