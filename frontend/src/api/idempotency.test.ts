import { expect, test } from "vitest";
import { AttemptKeys } from "./idempotency";

test("an attempt keeps its key until it succeeded or something else is asked for", () => {
  const keys = new AttemptKeys();
  const first = keys.for({ name: "Ana" });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.for({ name: "Ana" })).toBe(first);
  const other = keys.for({ name: "Bia" });
  expect(other).not.toBe(first);
  keys.succeeded();
  expect(keys.for({ name: "Bia" })).not.toBe(other);
});
