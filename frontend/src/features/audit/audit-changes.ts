/** What an act changed, field by field, as something that a person can read. */
import type { Act } from "./queries";

export interface Change {
  /** The way to the field: names, and the places in lists counted from 1. */
  path: string[];
  before: unknown;
  after: unknown;
}

/** What the platform keeps for itself; it changes with everything. */
const BOOKKEEPING = new Set([
  "id",
  "tenant_id",
  "version",
  "created_at",
  "updated_at",
  "recorded_at",
]);

/** Return the fields that differ; of something new or gone, those that hold something. */
export function changesOf({ before, after }: Pick<Act, "before" | "after">): Change[] {
  const was = leavesOf(before ?? {});
  const is = leavesOf(after ?? {});
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => ({
      path: key.split("\n"),
      before: was.get(key) ?? null,
      after: is.get(key) ?? null,
    }))
    .filter(({ before, after }) => before !== after);
}

/** A list of plain values is one leaf: they are read together. */
function leavesOf(value: unknown, path: string[] = []): Map<string, unknown> {
  if (Array.isArray(value)) {
    if (value.length === 0) return new Map();
    if (value.some((each) => typeof each === "object" && each !== null)) {
      return merged(value.map((each, index) => leavesOf(each, [...path, String(index + 1)])));
    }
    return new Map([[path.join("\n"), value.join(", ")]]);
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([name]) => !BOOKKEEPING.has(name));
    return merged(fields.map(([name, each]) => leavesOf(each, [...path, name])));
  }
  return new Map([[path.join("\n"), value]]);
}

function merged(parts: Map<string, unknown>[]): Map<string, unknown> {
  return new Map(parts.flatMap((part) => [...part]));
}
