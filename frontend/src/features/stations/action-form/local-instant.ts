/** Show an instant as the browser's picker of date and time takes it: `2026-11-28T14:05`, local. */
export function pickerText(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Read what the picker gives, or an instant that is whole already, as UTC to the second. */
export function utcText(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString().replace(/\.\d{3}Z$/, "Z");
}
