import { useSyncExternalStore } from "react";
import { currentTheme, switchTheme, watchTheme, type Theme } from "@/ui/theme";

/** Return the chosen theme and the way to choose another. */
export function useTheme(): [Theme, (next: Theme) => void] {
  return [useSyncExternalStore(watchTheme, currentTheme), switchTheme];
}
