import { useSyncExternalStore } from "react";

/** Return the window's width and height, now and when they change. */
export function useWindowSize(): readonly [widthPx: number, heightPx: number] {
  return [
    useSyncExternalStore(watch, () => window.innerWidth),
    useSyncExternalStore(watch, () => window.innerHeight),
  ];
}

function watch(notify: () => void): () => void {
  window.addEventListener("resize", notify);
  return () => window.removeEventListener("resize", notify);
}
