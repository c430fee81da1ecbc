/** What is far from the screen need not move: hundreds of cards, a dozen of which are seen. */
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";

/** Half a screen ahead of the scrolling. */
const MARGIN = "50%";

const Near = createContext(true);
const told = new WeakMap<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** Whether the place this is asked from is on the screen or close to it. */
export function useIsNear(): boolean {
  return useContext(Near);
}

/** Tells what is inside whether it is near the screen. */
export function NearScreen({ isNear, children }: { isNear: boolean; children: ReactNode }) {
  return <Near value={isNear}>{children}</Near>;
}

/** Return a ref for an element, and whether that is on the screen or close to it. */
export function useNearScreen<Tag extends Element>() {
  const ref = useRef<Tag>(null);
  const [isNear, setNear] = useState(true);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    observer ??= new IntersectionObserver(tell, { rootMargin: MARGIN });
    told.set(element, setNear);
    observer.observe(element);
    return () => observer?.unobserve(element);
  }, []);
  return [ref, isNear] as const;
}

function tell(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
}
