import { readPreference, writePreference } from "./preferences";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function currentTheme(): Theme {
  return readPreference("theme", THEMES) ?? "system";
}

/** Show a theme now and on the next visit; "system" follows the device. */
export function switchTheme(theme: Theme): void {
  writePreference("theme", theme);
  document.documentElement.dataset.theme = theme;
}
