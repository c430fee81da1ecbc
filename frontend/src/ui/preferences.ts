/** Choices that belong to this browser, kept in its local storage when it has one. */

type Preference = "language" | "theme" | "push_device";

/** Return the stored choice if it is still one of `allowed`. */
export function readPreference<Choice extends string>(
  preference: Preference,
  allowed: readonly Choice[],
): Choice | null {
  const stored = readText(preference);
  return allowed.find((choice) => choice === stored) ?? null;
}

/** Return what is stored, whatever it is. */
export function readText(preference: Preference): string | null {
  try {
    return localStorage.getItem(`sigec.${preference}`);
  } catch {
    return null; // Storage is blocked in some private modes.
  }
}

export function writePreference(preference: Preference, choice: string): void {
  try {
    localStorage.setItem(`sigec.${preference}`, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
