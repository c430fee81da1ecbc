import { expect, test } from "vitest";
import { readLoginSearch } from "./login-search";

test.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", 7])(
  "the login never leads to %s",
  (next) => {
    expect(readLoginSearch({ next })).toEqual({});
  },
);

test("the login leads back to the page that asked for it", () => {
  expect(readLoginSearch({ next: "/sessions?status=ended" })).toEqual({
    next: "/sessions?status=ended",
  });
});
