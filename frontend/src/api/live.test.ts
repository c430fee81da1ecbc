import { expect, test } from "vitest";
import { readEvent, retryDelayMs } from "./live";

test("attempts grow apart, never beyond half a minute", () => {
  expect(retryDelayMs(1, 0)).toBe(500);
  expect(retryDelayMs(1, 1)).toBe(1_000);
  expect(retryDelayMs(3, 1)).toBe(4_000);
  expect(retryDelayMs(40, 1)).toBe(30_000);
});

test("an event has a type and data; everything else is passed over", () => {
  const text = '{"type":"session.started","at":"2026-11-21T12:00:00Z","data":{"session_id":"s1"}}';
  expect(readEvent(text)).toEqual({ type: "session.started", data: { session_id: "s1" } });
  expect(readEvent('{"subscribed":["stations"]}')).toBeNull();
  expect(readEvent('{"type":"ping"}')).toBeNull();
  expect(readEvent("null")).toBeNull();
});
