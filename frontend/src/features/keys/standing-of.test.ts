import { expect, test } from "vitest";
import { standingOf } from "./standing-of";

const NOW = Date.parse("2026-11-28T12:00:00Z");

test("a key that ends says so a fortnight before", () => {
  expect(standingOf({ state: "active", expires_at: null }, NOW)).toBe("active");
  expect(standingOf({ state: "active", expires_at: "2027-11-28T12:00:00Z" }, NOW)).toBe("active");
  expect(standingOf({ state: "active", expires_at: "2026-12-05T12:00:00Z" }, NOW)).toBe("ending");
});

test("what is over is over", () => {
  expect(standingOf({ state: "revoked", expires_at: "2026-12-05T12:00:00Z" }, NOW)).toBe("revoked");
  expect(standingOf({ state: "expired", expires_at: "2026-11-05T12:00:00Z" }, NOW)).toBe("expired");
});
