import { expect, test } from "vitest";
import type { Webhook } from "./queries";
import { nameOf, standingOf } from "./standing-of";

const webhook = (changes: Partial<Webhook>): Webhook => ({
  id: "w",
  tenant_id: "t",
  url: "https://portaria.example:8443/sigec?a=1",
  description: "",
  topics: [],
  state: "active",
  pause_reason: null,
  failures: 0,
  failing_since: null,
  blocked_until: null,
  last_success_at: "2026-11-27T12:00:00Z",
  created_at: "2026-11-01T12:00:00Z",
  ...changes,
});

test("one failure after a success is told, and a pause whatever came before", () => {
  expect(standingOf(webhook({}))).toBe("ok");
  expect(standingOf(webhook({ last_success_at: null }))).toBe("new");
  expect(standingOf(webhook({ failures: 1 }))).toBe("failing");
  expect(standingOf(webhook({ failures: 9, state: "paused", pause_reason: "gone" }))).toBe(
    "paused_gone",
  );
});

test("it is called as people called it, else by its machine", () => {
  expect(nameOf(webhook({ description: "Portaria" }))).toBe("Portaria");
  expect(nameOf(webhook({}))).toBe("portaria.example:8443");
  expect(nameOf(webhook({ url: "nothing" }))).toBe("nothing");
});
