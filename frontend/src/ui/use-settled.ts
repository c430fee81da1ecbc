import { useEffect, useState } from "react";

const SETTLED_AFTER_MS = 120;

/** Return what was typed once the typing pauses: the platform is asked per word, not per key. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(typed), SETTLED_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return settled;
}
