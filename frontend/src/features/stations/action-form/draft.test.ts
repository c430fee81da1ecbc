import { expect, test } from "vitest";
import { shapeOfAction, type SchemaNode } from "./action-schema";
import { draftOf, payloadOf } from "./draft";
import { firstDraft } from "./first-draft";

const SCHEMA: SchemaNode = {
  $ref: "#/$defs/Request",
  $defs: {
    Request: {
      type: "object",
      properties: {
        type: { $ref: "#/$defs/Kind" },
        evseId: { type: "integer", minimum: 0 },
        profile: { $ref: "#/$defs/Profile" },
        validFrom: { type: "string", format: "date-time" },
        customData: { type: "object" },
      },
      required: ["type", "profile"],
    },
    Kind: { enum: ["Immediate", "OnIdle"] },
    Profile: {
      type: "object",
      properties: {
        name: { type: "string", maxLength: 5 },
        periods: { type: "array", items: { $ref: "#/$defs/Period" }, minItems: 1, maxItems: 2 },
      },
      required: ["periods"],
    },
    Period: { type: "object", properties: { limit: { type: "number" } }, required: ["limit"] },
  },
};
const SHAPE = shapeOfAction(SCHEMA);
const CONTEXT = { evse: 2, connector: 1, transactionId: null, now: new Date() };

test("a first draft can be sent as it is: the mildest choice, here, with what must be there", () => {
  const { payload, faults } = payloadOf(SHAPE, firstDraft(SHAPE, CONTEXT));
  expect(payload).toEqual({ type: "OnIdle", evseId: 2, profile: { periods: [{ limit: 16 }] } });
  expect(faults.size).toBe(0);
});

test("every fault is named at its place", () => {
  const draft = {
    evseId: "1.5",
    profile: { name: "too long", periods: [{ limit: "16,5" }, { limit: "much" }, {}] },
  };
  expect(Object.fromEntries(payloadOf(SHAPE, draft).faults)).toEqual({
    type: { code: "required" },
    evseId: { code: "whole" },
    "profile.name": { code: "too_long", limit: 5 },
    "profile.periods": { code: "too_many", limit: 2 },
    "profile.periods.1.limit": { code: "number" },
    "profile.periods.2.limit": { code: "required" },
  });
});

test("a payload written as JSON comes back as the same payload", () => {
  const payload = {
    type: "Immediate",
    profile: { name: "a", periods: [{ limit: 0.5 }] },
    validFrom: "2026-11-28T12:00:00Z",
  };
  expect(payloadOf(SHAPE, draftOf(payload))).toEqual({ payload, faults: new Map() });
});
