import { expect, test } from "vitest";
import { beginOf, daysOf, todayIn, weekBefore } from "./local-days";

test("a day begins at midnight of its place, whatever the reader's own clock says", () => {
  expect(beginOf("2026-11-24", "America/Sao_Paulo")).toBe("2026-11-24T03:00:00.000Z");
  expect(beginOf("2026-11-24", "America/Noronha")).toBe("2026-11-24T02:00:00.000Z");
  expect(beginOf("2026-03-29", "Europe/Lisbon")).toBe("2026-03-29T00:00:00.000Z");
  expect(beginOf("2026-03-30", "Europe/Lisbon")).toBe("2026-03-29T23:00:00.000Z");
  expect(todayIn("America/Sao_Paulo", Date.parse("2026-11-28T02:59:59Z"))).toBe("2026-11-27");
});

test("a span by name is counted from today, both ends included", () => {
  expect(daysOf("yesterday", "2026-03-01")).toEqual({ from: "2026-02-28", to: "2026-02-28" });
  expect(daysOf("week", "2026-11-28")).toEqual({ from: "2026-11-22", to: "2026-11-28" });
  expect(daysOf("last_month", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(daysOf("all", "2026-01-15")).toEqual({});
});

test("a weekday names one day: of today's the one a week ago, of yesterday's none", () => {
  const days = weekBefore("2026-11-28");
  expect(days[0]).toBe("2026-11-26");
  expect(days.at(-1)).toBe("2026-11-21");
});
