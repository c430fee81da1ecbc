import type { Reading } from "./queries";

/** The values of one measurement; null where a reading has none. */
export type Column = (number | null)[];

/** The course of a charge, column by column, in the units that people read. */
export interface Curve {
  /** Unix seconds. */
  at: number[];
  powerKw: Column;
  offeredKw: Column;
  /** Since the first reading: a register counts the meter's whole life. */
  energyKwh: Column;
  socPercent: Column;
}

export function curveOf(readings: readonly Reading[]): Curve {
  const inOrder = readings.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const firstWh = inOrder.find(({ energy_wh }) => energy_wh !== null)?.energy_wh ?? 0;
  return {
    at: inOrder.map(({ at }) => Date.parse(at) / 1000),
    powerKw: inOrder.map(({ power_w }) => thousandth(power_w)),
    offeredKw: inOrder.map(({ offered_w }) => thousandth(offered_w)),
    energyKwh: inOrder.map(({ energy_wh }) =>
      energy_wh === null ? null : thousandth(energy_wh - firstWh),
    ),
    socPercent: inOrder.map(({ soc_percent }) => soc_percent),
  };
}

export function isMeasured(column: Column): boolean {
  return column.some((value) => value !== null);
}

export function lastOf(column: Column): number | null {
  return column.findLast((value) => value !== null) ?? null;
}

function thousandth(value: number | null): number | null {
  return value === null ? null : value / 1000;
}
