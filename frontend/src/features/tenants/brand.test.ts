import { expect, test } from "vitest";
import { initialOf } from "./brand-mark";

test("the initial is that of what tells a condominium from others", () => {
  expect(initialOf("Residencial dos Ipês")).toBe("I");
  expect(initialOf("Condomínio Manacás")).toBe("M");
  expect(initialOf("Residencial")).toBe("R");
  expect(initialOf("ático")).toBe("Á");
});
