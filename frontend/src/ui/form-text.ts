/** Return what stands in a field of a form, trimmed; `null` when that is nothing. */
export function textOf(values: FormData, name: string): string | null {
  const value = values.get(name);
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? null : text;
}
