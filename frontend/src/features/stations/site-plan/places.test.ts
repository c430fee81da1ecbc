import { expect, test } from "vitest";
import { moved, placeOf, snapped, spread } from "./places";

test("a station has a place once both of its numbers are known", () => {
  expect(placeOf({ plan_x: 0.5, plan_y: 0 })).toEqual({ x: 0.5, y: 0 });
  expect(placeOf({ plan_x: 0.5, plan_y: null })).toBeNull();
});

test("a station never leaves the plan, by mouse or by key", () => {
  expect(snapped({ x: -3, y: 7 })).toEqual({ x: 0.05, y: 0.95 });
  expect(moved({ x: 0.05, y: 0.5 }, "ArrowLeft", true)).toEqual({ x: 0.05, y: 0.5 });
  expect(moved({ x: 0.5, y: 0.5 }, "ArrowDown", false)).toEqual({ x: 0.5, y: 0.525 });
  expect(moved({ x: 0.5, y: 0.5 }, "ArrowUp", true)).toEqual({ x: 0.5, y: 0.4 });
});

test("suggested places differ", () => {
  const places = spread(12).map(({ x, y }) => `${x}/${y}`);
  expect(new Set(places).size).toBe(12);
});
