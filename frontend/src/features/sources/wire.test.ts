import { expect, test } from "vitest";
import type { NewSource } from "./queries";
import { linesOf, USUAL, wireOf, workingWire } from "./wire";

const draft = (changes: Partial<NewSource>): NewSource => ({
  name: "CVE-PRO",
  base_url: "https://cs.example",
  api_key: "k",
  email: "e",
  password: "p",
  ...changes,
});

test("extra headers are a line each; a value may have colons", () => {
  expect(linesOf("X-One: 1\n\n  X-Two :a:b ")).toEqual({ "X-One": "1", "X-Two": "a:b" });
});

test("what is left empty is not sent", () => {
  const values = new FormData();
  values.set("auth_scheme", "raw");
  values.set("platform", "");
  values.set("timezone_offset", " ");
  expect(wireOf(values)).toEqual(USUAL);
});

test("an account that wants an offset tells local times", () => {
  const worked = {
    auth_scheme: "raw",
    platform: "DASHBOARD",
    timezone_offset: "-3",
    extra_headers: [],
  } as const;
  const wire = workingWire(draft({ headers: { ...USUAL.headers, extra_headers: { A: "b" } } }), {
    ...worked,
    extra_headers: ["A"],
  });
  expect(wire.timezone).toBe("America/Sao_Paulo");
  expect(wire.headers).toEqual({ ...worked, extra_headers: { A: "b" } });
});

test("who chose the offset chose the zone too", () => {
  const headers = { ...USUAL.headers, timezone_offset: "-4" };
  const wire = workingWire(draft({ headers, timezone: "America/Manaus" }), {
    auth_scheme: "raw",
    platform: null,
    timezone_offset: "-4",
    extra_headers: [],
  });
  expect(wire.timezone).toBe("America/Manaus");
});
