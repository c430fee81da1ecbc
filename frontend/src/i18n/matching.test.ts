import { expect, test } from "vitest";
import { holdsEveryWord } from "./matching";

test.each([
  ["Dona Conceição", "conceicao", true],
  ["Dona Conceição", "CÃO dona", true],
  ["Dona Conceição", "dona ana", false],
  ["Vaga 12", "", true],
])("%s holds the words of “%s”: %s", (text, typed, held) => {
  expect(holdsEveryWord(text, typed)).toBe(held);
});
