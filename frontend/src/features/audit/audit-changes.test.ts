import { expect, test } from "vitest";
import { changesOf } from "./audit-changes";

test("what stayed and what the platform counts for itself is left out", () => {
  const before = { name: "Ana", phone: null, version: 1, updated_at: "2026-11-01T00:00:00Z" };
  const after = { name: "Ana", phone: "+5548", version: 2, updated_at: "2026-11-02T00:00:00Z" };
  expect(changesOf({ before, after })).toEqual([{ path: ["phone"], before: null, after: "+5548" }]);
});

test("what is inside of something else is found by its way", () => {
  const after = {
    id: "1",
    bay: null,
    residences: [],
    versions: [{ price: "0.53", windows: [{ weekdays: [1, 2] }] }],
  };
  expect(changesOf({ before: null, after })).toEqual([
    { path: ["versions", "1", "price"], before: null, after: "0.53" },
    { path: ["versions", "1", "windows", "1", "weekdays"], before: null, after: "1, 2" },
  ]);
});
