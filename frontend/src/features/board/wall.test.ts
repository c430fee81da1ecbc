import { expect, test } from "vitest";
import type { BoardConnector } from "./board";
import { wallPages, wallSize } from "./wall";

const row = (station_name: string, state: BoardConnector["state"]) =>
  ({ station_name, state }) as BoardConnector;

test("what is broken or in use comes before what is free, over as many pages as it takes", () => {
  const garage = [
    row("1", "available"),
    row("2", "in_use"),
    row("3", "faulted"),
    row("4", "in_use"),
  ];
  const pages = wallPages(garage, { columns: 3, rows: 1 });
  expect(pages.map((page) => page.map((each) => each.station_name))).toEqual([
    ["3", "2", "4"],
    ["1"],
  ]);
});

test("an empty garage is one empty page", () => {
  expect(wallPages([], { columns: 5, rows: 4 })).toEqual([[]]);
});

test("a television shows twenty tiles, a phone held upright one column", () => {
  expect(wallSize(1920, 1080)).toEqual({ columns: 5, rows: 4 });
  expect(wallSize(390, 844)).toEqual({ columns: 1, rows: 4 });
  expect(wallSize(844, 390)).toEqual({ columns: 3, rows: 1 });
});
