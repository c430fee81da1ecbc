/** Reads the JSON Schema of an OCPP action as the parts of a form. */

/** The part of JSON Schema that our schemas use. */
export interface SchemaNode {
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
  title?: string;
  type?: string;
  format?: string;
  enum?: readonly string[];
  anyOf?: readonly SchemaNode[];
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  items?: SchemaNode;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

export interface Field {
  name: string;
  shape: Shape;
  required: boolean;
}

/** What a value of the payload looks like, one level deep: its parts are read when needed. */
export type Shape =
  | { kind: "object"; fields: readonly Field[] }
  | { kind: "list"; item: () => Shape; min: number; max: number | null }
  | { kind: "choice"; options: readonly string[]; preset: unknown }
  | { kind: "text"; min: number; max: number | null; preset: unknown }
  | { kind: "number"; isWhole: boolean; min: number | null; max: number | null; preset: unknown }
  | { kind: "instant" }
  | { kind: "boolean"; preset: unknown }
  | { kind: "anything" };

/** Fields for vendors: whoever needs them writes the payload as JSON. */
const HIDDEN = "customData";

/** Return the shape of the whole payload. */
export function shapeOfAction(schema: SchemaNode): Shape {
  return shapeOf(schema, schema.$defs ?? {});
}

function shapeOf(node: SchemaNode, defs: Record<string, SchemaNode>): Shape {
  const { $ref: ref, default: preset = null } = node;
  if (ref !== undefined) {
    const target = defs[ref.replace("#/$defs/", "")];
    return target === undefined
      ? { kind: "anything" }
      : shapeOf({ ...target, ...rest(node) }, defs);
  }
  if (node.enum !== undefined) return { kind: "choice", options: node.enum, preset };
  switch (node.type) {
    case "object":
      return { kind: "object", fields: fieldsOf(node, defs) };
    case "array": {
      const { items = {}, minItems: min = 0, maxItems: max = null } = node;
      return { kind: "list", item: () => shapeOf(items, defs), min, max };
    }
    case "string": {
      if (node.format === "date-time") return { kind: "instant" };
      return { kind: "text", min: node.minLength ?? 0, max: node.maxLength ?? null, preset };
    }
    case "integer":
    case "number": {
      const { minimum: min = null, maximum: max = null } = node;
      return { kind: "number", isWhole: node.type === "integer", min, max, preset };
    }
    case "boolean":
      return { kind: "boolean", preset };
    default:
      return { kind: "anything" };
  }
}

function fieldsOf(node: SchemaNode, defs: Record<string, SchemaNode>): Field[] {
  const required = new Set(node.required);
  return Object.entries(node.properties ?? {})
    .filter(([name]) => name !== HIDDEN)
    .map(([name, property]) => ({
      name,
      shape: shapeOf(property, defs),
      required: required.has(name),
    }));
}

function rest({ $ref: _, $defs: __, ...others }: SchemaNode): SchemaNode {
  return others;
}
