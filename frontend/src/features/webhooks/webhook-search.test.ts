import { expect, test } from "vitest";
import { readWebhookSearch } from "./webhook-search";

test("filters belong to the deliveries, which need no name", () => {
  expect(readWebhookSearch({ tab: "deliveries", status: "dead" })).toEqual({ status: "dead" });
  expect(readWebhookSearch({ tab: "setup", status: "dead" })).toEqual({ tab: "setup" });
});

test("what makes no sense is left out", () => {
  expect(readWebhookSearch({ tab: "x", status: "lost", topic: 7 })).toEqual({});
});
