import { expect, test } from "vitest";
import { moneyOfMinor } from "./money";

test.each([
  [1234, "BRL", "12.34"],
  [5, "BRL", "0.05"],
  [0, "BRL", "0.00"],
  [-250, "EUR", "-2.50"],
  [1234, "JPY", "1234"],
])("%i minor units of %s are %s", (minor, currency, amount) => {
  expect(moneyOfMinor(minor, currency)).toEqual({ amount, currency });
});
