/** Whether a text holds every word that was typed; accents and case tell nothing apart. */
export function holdsEveryWord(text: string, typed: string): boolean {
  const held = folded(text);
  return folded(typed)
    .split(/\s+/)
    .every((word) => held.includes(word));
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .trim();
}
