import { expect, test } from "vitest";
import { inserted } from "./inserting";

test("it takes the place of what was selected, and the cursor goes behind it", () => {
  expect(inserted("Olá, você!", "{{name}}", 5, 9)).toEqual({ text: "Olá, {{name}}!", cursor: 13 });
  expect(inserted("", "{{name}}", 0, 0)).toEqual({ text: "{{name}}", cursor: 8 });
});
