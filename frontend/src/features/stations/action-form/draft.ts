/** What a person has typed into the form of an action, and the payload that it makes. */
import type { Field, Shape } from "./action-schema";
import { utcText } from "./local-instant";

/** Typed text, a chosen part, or nothing yet; numbers stay text until they are sent. */
export type Draft = string | boolean | DraftList | DraftObject | undefined;
export type DraftList = readonly Draft[];
export interface DraftObject {
  readonly [field: string]: Draft;
}

export type Fault =
  | { code: "required" }
  | { code: "number" }
  | { code: "whole" }
  | { code: "too_long"; limit: number }
  | { code: "too_small"; limit: number }
  | { code: "too_large"; limit: number }
  | { code: "too_few"; limit: number }
  | { code: "too_many"; limit: number }
  | { code: "json" };

/** Path of a part (`chargingProfile.stackLevel`, `periods.0.limit`) → what is wrong there. */
export type Faults = ReadonlyMap<string, Fault>;

export function childPath(path: string, name: string | number): string {
  return path === "" ? String(name) : `${path}.${name}`;
}

/** Make the payload of a draft; with faults it must not be sent. */
export function payloadOf(shape: Shape, draft: Draft): { payload: unknown; faults: Faults } {
  const faults = new Map<string, Fault>();
  const payload = read(shape, draft, "", faults);
  return { payload, faults };
}

/** Return the draft that would make a payload: for what was typed as JSON. */
export function draftOf(payload: unknown): Draft {
  if (typeof payload === "number") return String(payload);
  if (typeof payload === "string" || typeof payload === "boolean") return payload;
  if (Array.isArray(payload)) return payload.map(draftOf);
  if (typeof payload !== "object" || payload === null) return undefined;
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, draftOf(value)]));
}

export function fieldOf(draft: Draft, name: string): Draft {
  return isObject(draft) ? draft[name] : undefined;
}

export function listOf(draft: Draft): DraftList {
  return Array.isArray(draft) ? (draft as DraftList) : [];
}

export function isObject(draft: Draft): draft is DraftObject {
  return typeof draft === "object" && !Array.isArray(draft);
}

function read(shape: Shape, draft: Draft, path: string, faults: Map<string, Fault>): unknown {
  switch (shape.kind) {
    case "object":
      return readObject(shape.fields, draft, path, faults);
    case "list":
      return readList(shape, listOf(draft), path, faults);
    case "number":
      return readNumber(shape, textOf(draft), path, faults);
    case "text": {
      const text = textOf(draft);
      if (shape.max !== null && text.length > shape.max) {
        faults.set(path, { code: "too_long", limit: shape.max });
      }
      return text;
    }
    case "instant":
      return utcText(textOf(draft));
    case "anything":
      return readJson(textOf(draft), path, faults);
    default:
      return draft;
  }
}

function readObject(
  fields: readonly Field[],
  draft: Draft,
  path: string,
  faults: Map<string, Fault>,
): unknown {
  const payload: Record<string, unknown> = {};
  for (const { name, shape, required } of fields) {
    const part = fieldOf(draft, name);
    const place = childPath(path, name);
    if (isBlank(part)) {
      if (required) faults.set(place, { code: "required" });
    } else {
      payload[name] = read(shape, part, place, faults);
    }
  }
  return payload;
}

function readList(
  { item, min, max }: Extract<Shape, { kind: "list" }>,
  items: DraftList,
  path: string,
  faults: Map<string, Fault>,
): unknown {
  if (items.length < min) faults.set(path, { code: "too_few", limit: min });
  if (max !== null && items.length > max) faults.set(path, { code: "too_many", limit: max });
  return items.map((each, index) => {
    const place = childPath(path, index);
    if (isBlank(each)) faults.set(place, { code: "required" });
    return read(item(), each, place, faults);
  });
}

function readNumber(
  { isWhole, min, max }: Extract<Shape, { kind: "number" }>,
  text: string,
  path: string,
  faults: Map<string, Fault>,
): number {
  const number = Number(text.trim().replace(",", "."));
  if (!Number.isFinite(number)) faults.set(path, { code: "number" });
  else if (isWhole && !Number.isSafeInteger(number)) faults.set(path, { code: "whole" });
  else if (min !== null && number < min) faults.set(path, { code: "too_small", limit: min });
  else if (max !== null && number > max) faults.set(path, { code: "too_large", limit: max });
  return number;
}

function readJson(text: string, path: string, faults: Map<string, Fault>): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    faults.set(path, { code: "json" });
    return null;
  }
}

function textOf(draft: Draft): string {
  return typeof draft === "string" ? draft : "";
}

function isBlank(draft: Draft): boolean {
  return draft === undefined || draft === "";
}
