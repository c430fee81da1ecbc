import { expect, test } from "vitest";
import { readMeter } from "./meter-reading";

test("1.6: a sample without a measurand is the register, kWh are thousands", () => {
  const sampledValue = [
    { value: "6069.31", unit: "kWh" },
    { value: "7.2", measurand: "Power.Active.Import", unit: "kW" },
    { value: "2.4", measurand: "Power.Active.Import", unit: "kW", phase: "L1" },
  ];
  expect(readMeter({ meterValue: [{ sampledValue }] })).toEqual({
    energyWh: 6_069_310,
    powerW: 7_200,
  });
});

test("2.x: the unit is an object with a multiplier", () => {
  const unitOfMeasure = { unit: "Wh", multiplier: 3 };
  expect(readMeter({ meterValue: [{ sampledValue: [{ value: 12, unitOfMeasure }] }] })).toEqual({
    energyWh: 12_000,
    powerW: null,
  });
});

test("a payload of another shape says nothing", () => {
  expect(readMeter({ meterValue: "none" })).toEqual({ energyWh: null, powerW: null });
});
