import { useMemo, useSyncExternalStore } from "react";

const NAMES = ["ink", "ink-muted", "line", "accent", "surface", "warning"] as const;

/** The theme's colours as a canvas understands them. */
export type Ink = Record<(typeof NAMES)[number], string>;

/** Return the colours of the theme that shows now; a new object when it changes. */
export function useInk(): Ink {
  const scheme = useSyncExternalStore(watch, shownScheme);
  return useMemo(readInk, [scheme]);
}

function readInk(): Ink {
  const probe = document.body.appendChild(document.createElement("i"));
  const entries = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Ink;
}

function shownScheme(): string {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return systemIsDark().matches ? "dark" : "light";
}

function systemIsDark(): MediaQueryList {
  return window.matchMedia("(prefers-color-scheme: dark)");
}

function watch(notify: () => void): () => void {
  const system = systemIsDark();
  const chosen = new MutationObserver(notify);
  system.addEventListener("change", notify);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", notify);
    chosen.disconnect();
  };
}
