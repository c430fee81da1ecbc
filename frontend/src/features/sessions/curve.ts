import type { Reading } from "./queries";

/** The course of a charge, column by column, in the units that people read. */
export interface Curve {
  /** Unix seconds. */
  at: number[];
  powerKw: (number | null)[];
  offeredKw: (number | null)[];
  /** Since the first reading: a register counts the meter's whole life. */
  energyKwh: (number | null)[];
  socPercent: (number | null)[];
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

export function isMeasured(column: readonly (number | null)[]): boolean {
  return column.some((value) => value !== null);
}

function thousandth(value: number | null): number | null {
  return value === null ? null : value / 1000;
}
