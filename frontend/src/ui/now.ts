import { useSyncExternalStore } from "react";
import { useIsNear } from "./near-screen";

const TICK_MS = 1_000;

let now = Date.now();
let timer = 0;
const watchers = new Set<() => void>();

/**
 * Return the present, again every second: one timer however many durations are on the screen. Far
 * from the screen it stands still.
 */
export function useNow(): number {
  return useSyncExternalStore(useIsNear() ? watch : stand, () => now);
}

function stand(): () => void {
  return () => {};
}

function watch(notify: () => void): () => void {
  if (watchers.size === 0) {
    now = Date.now();
    timer = window.setInterval(tick, TICK_MS);
  }
  watchers.add(notify);
  return () => {
    watchers.delete(notify);
    if (watchers.size === 0) window.clearInterval(timer);
  };
}

function tick(): void {
  now = Date.now();
  for (const notify of watchers) notify();
}
