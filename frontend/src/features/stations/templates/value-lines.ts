/** Values as lines of text, which people write, copy and compare: `Component.Variable = value`. */
import type { TemplateDraft, WantedValue } from "./queries";

type Draft = TemplateDraft["values"][number];

const PART = String.raw`([^\s.=[\]()/]+)(?:\[([^\]]+)\])?`;
const LINE = new RegExp(
  String.raw`^(?:${PART}(?:\((\d+)(?:\.(\d+))?\))?\.)?${PART}(?:/(Actual|Target|MinSet|MaxSet))?\s*=\s?(.*)$`,
);

/** A line that says nothing that could be understood; lines count from 1. */
export class LineNotUnderstood extends Error {
  constructor(readonly line: number) {
    super(`line ${line}`);
  }
}

/** Write a value as a line. */
export function lineOf(wanted: WantedValue): string {
  const { component, component_instance, evse, connector, variable, instance, attribute } = wanted;
  const place = [evse, connector].filter((number) => number !== null).join(".");
  const where =
    component === null ? "" : `${indexed(component, component_instance)}${place && `(${place})`}.`;
  const which = attribute === "Actual" ? "" : `/${attribute}`;
  return `${where}${indexed(variable, instance)}${which} = ${wanted.value}`;
}

/** Read lines; empty ones mean nothing. Throws `LineNotUnderstood`. */
export function readLines(text: string): Draft[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => readLine(line, number));
}

function readLine(line: string, number: number): Draft {
  const found = LINE.exec(line);
  if (found === null) throw new LineNotUnderstood(number);
  const [, component, componentInstance, evse, connector, variable, instance, attribute, value] =
    found;
  return {
    ...(component !== undefined && { component }),
    ...(componentInstance !== undefined && { component_instance: componentInstance }),
    ...(evse !== undefined && { evse: Number(evse) }),
    ...(connector !== undefined && { connector: Number(connector) }),
    variable: variable ?? "",
    ...(instance !== undefined && { instance }),
    attribute: (attribute ?? "Actual") as Draft["attribute"],
    value: value ?? "",
  };
}

function indexed(name: string, instance: string | null): string {
  return instance === null ? name : `${name}[${instance}]`;
}
