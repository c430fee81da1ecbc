import { expect, test } from "vitest";
import { filterQuery, narrows, periodOf, readSessionFilters } from "./session-filters";

test("an address that somebody mangled shows the list without what makes no sense", () => {
  const mangled = { status: "flying", from: "yesterday", to: "2026-13-45", station_id: "s1" };
  expect(readSessionFilters(mangled)).toEqual({ station_id: "s1" });
});

test("days are whole: the last one is included, by the calendar of the site", () => {
  const filters = readSessionFilters({ from: "2026-11-24", to: "2026-11-24", status: "ended" });
  expect(filterQuery(filters, "America/Sao_Paulo")).toEqual({
    status: "ended",
    from: "2026-11-24T03:00:00.000Z",
    to: "2026-11-25T03:00:00.000Z",
  });
});

test("days win over a span by name, and without either it is the last month", () => {
  expect(readSessionFilters({ period: "all", from: "2026-11-24" })).toEqual({ from: "2026-11-24" });
  expect(periodOf({ from: "2026-11-24" })).toBeNull();
  expect(periodOf({})).toBe("month");
  expect(filterQuery({ period: "all" }, "UTC")).toEqual({});
});

test("a span alone does not narrow the list", () => {
  expect(narrows({ period: "today" })).toBe(false);
  expect(narrows({ from: "2026-11-24", unit_id: "u1" })).toBe(true);
});
