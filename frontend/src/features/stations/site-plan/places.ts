/** Where stations stand on the plan of a site, and how they are moved. */
import type { Station } from "../queries";

/** From 0 (left, top) to 1 (right, bottom). */
export interface Place {
  x: number;
  y: number;
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** Stations snap to this grid, so that a row of bays is a straight row. */
export const STEP = 1 / 40;
/** Room at the edges, for a marker is drawn around its place. */
const EDGE = 0.06;
const PER_ROW = 5;

/** The place that somebody gave a station, `null` while it has none. */
export function placeOf({ plan_x, plan_y }: Pick<Station, "plan_x" | "plan_y">): Place | null {
  return plan_x === null || plan_y === null ? null : { x: plan_x, y: plan_y };
}

/** Return a place on the grid, inside of the edges. */
export function snapped({ x, y }: Place): Place {
  return { x: onGrid(x), y: onGrid(y) };
}

/** Return the place one step further, ten with the shift key. */
export function moved({ x, y }: Place, direction: Direction, isFar: boolean): Place {
  const step = STEP * (isFar ? 4 : 1);
  switch (direction) {
    case "ArrowLeft":
      return snapped({ x: x - step, y });
    case "ArrowRight":
      return snapped({ x: x + step, y });
    case "ArrowUp":
      return snapped({ x, y: y - step });
    case "ArrowDown":
      return snapped({ x, y: y + step });
  }
}

/** Suggest places for stations that have none: in rows, from the upper left, one beside another. */
export function spread(count: number): Place[] {
  return Array.from({ length: count }, (_, index) => {
    const rows = Math.ceil(count / PER_ROW);
    const row = Math.floor(index / PER_ROW);
    return snapped({
      x: (0.5 + (index % PER_ROW)) / PER_ROW,
      y: (0.5 + row) / Math.max(rows, 2),
    });
  });
}

function onGrid(value: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, value));
  return Math.round(Math.round(inside / STEP) * STEP * 1_000) / 1_000;
}
