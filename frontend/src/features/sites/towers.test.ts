import { expect, test } from "vitest";
import type { Unit } from "./queries";
import { numbersOf, NUMBERS_MAX, towersOf } from "./towers";

const unit = (tower: string | null, number: string): Unit => ({
  id: `${tower}${number}`,
  tenant_id: "t",
  site_id: "s",
  tower,
  number,
  label: `${tower ?? ""} ${number}`,
  created_at: "2026-01-01T00:00:00Z",
});

test("units stand by tower, from the ground up", () => {
  const towers = towersOf([unit("B", "2"), unit("A", "101"), unit("A", "21"), unit(null, "1")]);
  expect(towers.map(({ name, units }) => [name, units.map(({ number }) => number)])).toEqual([
    [null, ["1"]],
    ["A", ["21", "101"]],
    ["B", ["2"]],
  ]);
});

test.each([
  ["101-103, 201", ["101", "102", "103", "201"]],
  ["Cobertura 1; 12", ["Cobertura 1", "12"]],
  ["12, 12 ,,", ["12"]],
  ["5-3", []],
  ["", []],
])("%s names units", (text, numbers) => {
  expect(numbersOf(text)).toEqual(numbers);
});

test("a range that nobody means is no longer than what is refused", () => {
  expect(numbersOf("1-999999")).toHaveLength(NUMBERS_MAX + 1);
});
