import { expect, test } from "vitest";
import { cnpjText } from "./cnpj";
import { slugOf } from "./slug";

test.each([
  ["Condomínio São José", "condominio-sao-jose"],
  ["  Ed. 3º Andar — B ", "ed-3-andar-b"],
  ["", ""],
  ["á".repeat(62) + " b", `${"a".repeat(62)}`],
])("%s is %s in addresses", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("a CNPJ is written with its marks, also with letters", () => {
  expect(cnpjText("12ABC34501DE35")).toBe("12.ABC.345/01DE-35");
});
