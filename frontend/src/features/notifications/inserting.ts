/** Return a text with something in place of what was selected, and where the cursor goes. */
export function inserted(
  text: string,
  what: string,
  from: number,
  to: number,
): { text: string; cursor: number } {
  return { text: text.slice(0, from) + what + text.slice(to), cursor: from + what.length };
}
