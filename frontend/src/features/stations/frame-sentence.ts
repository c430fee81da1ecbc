import type { ParseKeys, TFunction } from "i18next";
import type { Formats, Quantity } from "@/i18n/formats";
import { readMeter } from "./meter-reading";
import type { Message } from "./messages";

type Fields = Record<string, unknown>;

/** Fields worth showing, with the group of the catalogue that translates their values, if any. */
const TELLING: readonly (readonly [field: string, group: string])[] = [
  ["status", "ocpp_status."],
  ["connectorStatus", "ocpp_status."],
  ["chargingState", "charging_state."],
  ["reason", "stop_reason."],
  ["stoppedReason", "stop_reason."],
  ["idTag", ""],
  ["requestedMessage", ""],
  ["type", ""],
];

/** Return what a message says in words, with the values that make it particular. */
export function frameSentence(message: Message, t: TFunction, formats: Formats): string {
  const payload = parsed(message.request);
  const answer = parsed(message.answer ?? "");
  const details = [
    ...TELLING.flatMap(([field, group]) => told(payload[field], group, t)),
    ...meterTexts(payload, formats),
    ...(message.direction === "out" ? told(answer.status, "answer_status.", t) : []),
  ];
  const sentence = frameName(message.action, payload, t);
  return details.length === 0 ? sentence : `${sentence}: ${details.join(", ")}`;
}

function frameName(action: string, payload: Fields, t: TFunction): string {
  // TransactionEvent is three messages in one.
  const name = typeof payload.eventType === "string" ? `${action}${payload.eventType}` : action;
  return t(`frame.${name}` as ParseKeys, { defaultValue: action });
}

function told(value: unknown, group: string, t: TFunction): string[] {
  if (typeof value !== "string") return [];
  if (group === "") return [value];
  return [t(`${group}${value}` as ParseKeys, { defaultValue: value })];
}

function meterTexts(payload: Fields, { register, power }: Formats): string[] {
  const { energyWh, powerW } = readMeter(payload);
  const quantities: (Quantity | null)[] = [
    powerW === null ? null : power(powerW),
    energyWh === null ? null : register(energyWh),
  ];
  return quantities.flatMap((quantity) =>
    quantity === null ? [] : [`${quantity.value} ${quantity.unit}`],
  );
}

function parsed(text: string): Fields {
  try {
    const payload: unknown = JSON.parse(text);
    return typeof payload === "object" && payload !== null ? (payload as Fields) : {};
  } catch {
    return {}; // A station may send anything.
  }
}
