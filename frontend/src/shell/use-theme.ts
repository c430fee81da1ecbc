import { useState } from "react";
import { currentTheme, switchTheme, type Theme } from "@/ui/theme";

/** Return the chosen theme and the way to choose another. */
export function useTheme(): [Theme, (next: Theme) => void] {
  const [theme, setTheme] = useState(currentTheme);
  const choose = (next: Theme) => {
    switchTheme(next);
    setTheme(next);
  };
  return [theme, choose];
}
