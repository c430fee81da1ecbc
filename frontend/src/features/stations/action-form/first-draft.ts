/** What the form of an action holds before somebody types: what the station's state suggests. */
import type { Shape } from "./action-schema";
import { childPath, type Draft } from "./draft";
import { pickerText } from "./local-instant";

/** What is known of a station that an action may be about. */
export interface StationContext {
  /** Of its first connector, or of the one the person came from. */
  evse: number | null;
  connector: number | null;
  /** The transaction that goes on there, as the station calls it. */
  transactionId: string | null;
  now: Date;
}

/** The mildest or most usual choice of an enumeration, the first that it has. */
const USUAL = [
  "OnIdle",
  "Soft",
  "Operative",
  "StatusNotification",
  "FullInventory",
  "DiagnosticsLog",
  "TxDefaultProfile",
  "Absolute",
  "Full",
  "Actual",
  "ISO14443",
  "Central",
];
const AMPERES = "16";

/** Fill the parts that must be there; what may be left out stays out. */
export function firstDraft(shape: Shape, context: StationContext): Draft {
  return fill(shape, "", context);
}

/** Begin a part that somebody adds: an element of a list, or an object that may be left out. */
export function beginPart(shape: Shape, path: string, context: StationContext): Draft {
  return fill(shape, path, context);
}

function fill(shape: Shape, path: string, context: StationContext): Draft {
  switch (shape.kind) {
    case "object":
      return Object.fromEntries(
        shape.fields
          .filter(({ required, name }) => required || isPlace(name))
          .map(({ name, shape: part }) => [name, fill(part, childPath(path, name), context)]),
      );
    case "list":
      return Array.from({ length: Math.max(1, shape.min) }, (_, index) =>
        fill(shape.item(), childPath(path, index), context),
      );
    case "choice":
      return usual(shape.options) ?? presetOf(shape.preset);
    case "instant":
      return pickerText(context.now);
    case "boolean":
      return shape.preset === true;
    case "number":
    case "text":
      return suggestion(path, context) ?? presetOf(shape.preset);
    case "anything":
      return undefined;
  }
}

/** Where a command goes is worth suggesting even where it may be left out. */
function isPlace(name: string): boolean {
  return name === "connectorId" || name === "evseId";
}

function usual(options: readonly string[]): string | undefined {
  if (options.length === 1) return options[0];
  return USUAL.find((choice) => options.includes(choice));
}

function suggestion(path: string, { evse, connector, transactionId, now }: StationContext) {
  const name = path.split(".").at(-1);
  const parent = path.split(".").at(-2);
  switch (name) {
    case "connectorId":
      return numberText(connector);
    case "evseId":
      return numberText(evse);
    case "transactionId":
      return transactionId ?? undefined;
    case "id":
      return parent === "evse" ? numberText(evse) : "1";
    case "requestId":
    case "remoteStartId":
      return String(Math.floor(now.getTime() / 1000) % 1_000_000);
    case "chargingProfileId":
      return "1";
    case "stackLevel":
    case "startPeriod":
      return "0";
    case "limit":
      return AMPERES;
    default:
      return undefined;
  }
}

function numberText(number: number | null): string | undefined {
  return number === null ? undefined : String(number);
}

function presetOf(preset: unknown): string | undefined {
  return typeof preset === "string" || typeof preset === "number" ? String(preset) : undefined;
}
