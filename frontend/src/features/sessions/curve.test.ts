import { expect, test } from "vitest";
import { curveOf, isMeasured, lastOf } from "./curve";

const nothing = {
  context: "Sample.Periodic",
  current_a: null,
  voltage_v: null,
  energy_wh: null,
  power_w: null,
  offered_w: null,
  soc_percent: null,
};

test("a register is shown from where the session began, whatever the order of arrival", () => {
  const curve = curveOf(
    [
      { ...nothing, at: "2026-11-21T12:10:00Z", energy_wh: 6_069_310 },
      { ...nothing, at: "2026-11-21T12:00:00Z", energy_wh: 6_057_910 },
    ],
    null,
  );
  expect(curve.energyKwh).toEqual([0, 11.4]);
  expect(curve.at[1]! - curve.at[0]!).toBe(600);
});

test("what no reading has is not measured", () => {
  const { powerKw } = curveOf([{ ...nothing, at: "2026-11-21T12:00:00Z" }], null);
  expect(isMeasured(powerKw)).toBe(false);
  expect(lastOf(powerKw)).toBeNull();
});

test("what flowed before the first reading and after a reset of the meter counts", () => {
  const at = "2026-11-21T12:00:00Z";
  const registers = [1_100, 1_500, null, 20, 120];
  const readings = registers.map((energy_wh) => ({ ...nothing, at, energy_wh }));
  expect(curveOf(readings, 1_000).energyKwh).toEqual([0.1, 0.5, null, 0.5, 0.6]);
});
