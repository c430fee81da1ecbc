import { readPreference, writePreference } from "./preferences";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

let shown: Theme = readPreference("theme", THEMES) ?? "system";
const watchers = new Set<() => void>();

export function currentTheme(): Theme {
  return shown;
}

/** Show a theme now and on the next visit; "system" follows the device. */
export function switchTheme(theme: Theme): void {
  shown = theme;
  writePreference("theme", theme);
  document.documentElement.dataset.theme = theme;
  for (const notify of watchers) notify();
}

/** Call `notify` after each switch, until the returned function is called. */
export function watchTheme(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}
