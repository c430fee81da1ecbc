import { describe, expect, it } from "vitest";
import type { PricedWindow, Tariff, Version } from "./queries";
import { monthIn, nextMonth, versionsAt, weekGrid } from "./versions";

function version(from: string, to: string | null, windows: PricedWindow[] = []): Version {
  return {
    id: from,
    valid_from: from,
    valid_to: to,
    currency: "BRL",
    price_per_kwh: "0.53",
    price_per_minute: "0",
    price_per_session: "0",
    price_per_reservation: "0",
    price_per_idle_minute: "0",
    idle_grace_minutes: 15,
    amount_min: null,
    amount_max: null,
    taxes: [],
    windows,
  };
}

function peak(from_time: string, to_time: string, weekdays: number[]): PricedWindow {
  return {
    name: "ponta",
    window: { weekdays, from_time, to_time, months: [], on_holidays: false },
    price_per_kwh: "3.08",
    price_per_minute: "0",
  };
}

describe("versionsAt", () => {
  it("tells what counts now and what takes over", () => {
    const old = version("2026-01-01T03:00:00Z", "2026-12-01T03:00:00Z");
    const next = version("2026-12-01T03:00:00Z", null);
    const tariff = { versions: [old, next] } as Tariff;
    expect(versionsAt(tariff, Date.parse("2026-11-28T00:00:00Z"))).toEqual({ now: old, next });
    expect(versionsAt(tariff, Date.parse("2026-12-01T03:00:00Z"))).toEqual({ now: next });
    expect(versionsAt(tariff, Date.parse("2025-12-01T03:00:00Z"))).toEqual({ next: old });
  });
});

describe("weekGrid", () => {
  it("draws the peak of workdays, its end excluded", () => {
    const windows = [peak("17:30:00", "20:30:00", [1, 2, 3, 4, 5])];
    const grid = weekGrid(version("2026", null, windows), 11);
    expect(grid).toHaveLength(7);
    expect(grid[0]?.slice(34, 42)).toEqual(["base", ...Array(6).fill("ponta"), "base"]);
    expect(new Set(grid[5])).toEqual(new Set(["base"]));
  });

  it("draws a window that ends after midnight", () => {
    const grid = weekGrid(version("2026", null, [peak("22:00:00", "06:00:00", [])]), 11);
    expect(grid[3]?.[0]).toBe("ponta");
    expect(grid[3]?.[12]).toBe("base");
    expect(grid[3]?.[47]).toBe("ponta");
  });
});

describe("nextMonth", () => {
  it("counts months where the site is", () => {
    expect(nextMonth(Date.parse("2026-12-01T01:00:00Z"), "America/Sao_Paulo")).toBe("2026-12-01");
    expect(nextMonth(Date.parse("2026-12-01T04:00:00Z"), "America/Sao_Paulo")).toBe("2027-01-01");
  });
});

describe("monthIn", () => {
  it("is the site's month, not the browser's", () => {
    const newYear = Date.parse("2027-01-01T01:00:00Z");
    expect(monthIn("America/Sao_Paulo", newYear)).toBe(12);
    expect(monthIn("UTC", newYear)).toBe(1);
  });
});
