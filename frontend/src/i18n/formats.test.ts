import { expect, test } from "vitest";
import { createFormats } from "./formats";

const pt = createFormats("pt-BR");
const en = createFormats("en");

/** Intl separates with spaces that do not break; a test need not tell them apart. */
const plain = (text: string) => text.replace(/\s/g, " ");

test("energy is shown in kWh with two decimals of the locale", () => {
  expect(pt.energy(11_400)).toEqual({ value: "11,40", unit: "kWh" });
  expect(en.energy(11_400)).toEqual({ value: "11.40", unit: "kWh" });
});

test("a small negative power does not read as minus zero", () => {
  expect(pt.power(-4).value).toBe("0,0");
});

test("money keeps every digit that the platform sent", () => {
  expect(plain(pt.money({ amount: "12345678901234567.89", currency: "BRL" }))).toBe(
    "R$ 12.345.678.901.234.567,89",
  );
});

test("a price per unit keeps more decimals than money", () => {
  expect(plain(pt.unitPrice({ amount: "0.012345", currency: "BRL" }))).toBe("R$ 0,012345");
  expect(plain(pt.unitPrice({ amount: "0.53", currency: "BRL" }))).toBe("R$ 0,53");
});

test("durations are whole units and never negative", () => {
  expect(pt.duration(-5)).toBe("0 s");
  expect(pt.duration(59.9)).toBe("59 s");
  expect(pt.duration(60)).toBe("1 min");
  expect(pt.duration(3_900)).toBe("1 h 05 min");
  expect(pt.duration(26 * 3_600)).toBe("26 h 00 min");
});

test("instants are shown in the zone of the site", () => {
  const at = "2026-11-21T02:30:00Z";
  expect(pt.time(at, "America/Sao_Paulo")).toBe("23:30");
  expect(pt.dateTime(at, "America/Manaus")).toContain("20/11/2026");
});

test("the past is told coarsely", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  expect(plain(pt.ago("2026-11-21T11:22:40Z", now))).toBe("há 37 minutos");
  expect(plain(en.ago("2026-11-19T11:00:00Z", now))).toBe("2 days ago");
});

test("a Brazilian phone is written as Brazilians do, any other as it is stored", () => {
  expect(pt.phone("+5511970001200")).toBe("(11) 97000-1200");
  expect(pt.phone("+551133334444")).toBe("(11) 3333-4444");
  expect(pt.phone("+14155550123")).toBe("+14155550123");
  expect(pt.phone(null)).toBeNull();
});
