import { expect, test } from "vitest";
import { keyBytes } from "./push-key";

test("base64 for addresses has other letters and no padding", () => {
  expect([...keyBytes("-_8")]).toEqual([251, 255]);
});
