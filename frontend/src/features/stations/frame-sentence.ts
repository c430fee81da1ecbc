import type { ParseKeys, TFunction } from "i18next";
import type { Message } from "./queries";

/** Fields that tell one message from the next of its kind, in 1.6 and in 2.x. */
const TELLING = [
  "status",
  "connectorStatus",
  "eventType",
  "chargingState",
  "triggerReason",
  "reason",
  "stoppedReason",
  "idTag",
  "requestedMessage",
  "type",
] as const;

/** Return what a message says in words, with the values that make it particular. */
export function frameSentence({ action, request }: Message, t: TFunction): string {
  const sentence = t(`frame.${action}` as ParseKeys, { defaultValue: action });
  const values = tellingValues(request);
  return values.length === 0 ? sentence : `${sentence}: ${values.join(", ")}`;
}

function tellingValues(request: string): string[] {
  let payload: unknown;
  try {
    payload = JSON.parse(request);
  } catch {
    return [];
  }
  if (typeof payload !== "object" || payload === null) return [];
  const fields = payload as Record<string, unknown>;
  return TELLING.map((name) => fields[name]).filter((value) => typeof value === "string");
}
