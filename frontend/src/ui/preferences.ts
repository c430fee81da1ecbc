/** Choices that belong to this browser, kept in its local storage when it has one. */

type Preference = "language" | "theme";

/** Return the stored choice if it is still one of `allowed`. */
export function readPreference<Choice extends string>(
  preference: Preference,
  allowed: readonly Choice[],
): Choice | null {
  try {
    const stored = localStorage.getItem(`sigec.${preference}`);
    return allowed.find((choice) => choice === stored) ?? null;
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
