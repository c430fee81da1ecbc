import type { Reading } from "./queries";

/** The values of one measurement; null where a reading has none. */
export type Column = (number | null)[];

/** The course of a charge, column by column, in the units that people read. */
export interface Curve {
  /** Unix seconds. */
  at: number[];
  powerKw: Column;
  offeredKw: Column;
  /** Since the session's start: a register counts the meter's whole life. */
  energyKwh: Column;
  socPercent: Column;
}

/** Order readings by time; `startWh` is what the register showed when the session began. */
export function curveOf(readings: readonly Reading[], startWh: number | null): Curve {
  const inOrder = readings.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return {
    at: inOrder.map(({ at }) => Date.parse(at) / 1000),
    powerKw: inOrder.map(({ power_w }) => thousandth(power_w)),
    offeredKw: inOrder.map(({ offered_w }) => thousandth(offered_w)),
    energyKwh: growth(
      inOrder.map(({ energy_wh }) => energy_wh),
      startWh,
    ).map(thousandth),
    socPercent: inOrder.map(({ soc_percent }) => soc_percent),
  };
}

/** Add up how a register grew; one that fell was reset, and grows on from there. */
function growth(registerWh: Column, startWh: number | null): Column {
  let lastWh = startWh;
  let totalWh = 0;
  return registerWh.map((wh) => {
    if (wh === null) return null;
    totalWh += Math.max(0, wh - (lastWh ?? wh));
    lastWh = wh;
    return totalWh;
  });
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
