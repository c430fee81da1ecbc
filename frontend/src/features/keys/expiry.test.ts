import { expect, test } from "vitest";
import { expiryOf } from "./expiry";

const NOW = Date.parse("2026-11-28T12:00:00Z");

test("a span is counted from now, and none is for ever", () => {
  expect(expiryOf("30", null, NOW)).toBe("2026-12-28T12:00:00.000Z");
  expect(expiryOf("never", "2027-01-01", NOW)).toBeNull();
});

test("a day is good until it is over, here", () => {
  expect(expiryOf("date", "2026-12-31", NOW)).toBe(new Date("2027-01-01T00:00").toISOString());
});
