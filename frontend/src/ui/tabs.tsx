import { createLink } from "@tanstack/react-router";
import { useEffect, useRef, type ComponentProps, type ReactNode } from "react";

/** The parts of one thing; each has an address, so that it can be sent and gone back to. */
export function TabBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-6 overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0"
    >
      <ul className="flex gap-1">{children}</ul>
    </nav>
  );
}

function TabAnchor({ children, ...rest }: ComponentProps<"a">) {
  const place = useRef<HTMLLIElement>(null);
  const isCurrent = rest["aria-current"] === "page";
  useEffect(() => {
    if (isCurrent) bringIntoBar(place.current);
  }, [isCurrent]);
  return (
    <li ref={place}>
      <a
        {...rest}
        className="flex h-10 items-center border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
      >
        {children}
      </a>
    </li>
  );
}

/** Scroll the bar, where it is narrower than its parts; never the page. */
function bringIntoBar(part: HTMLElement | null) {
  const bar = part?.closest("nav");
  if (!part || !bar) return;
  const [inner, outer] = [part.getBoundingClientRect(), bar.getBoundingClientRect()];
  bar.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

/** One of a `TabBar`'s parts: a link to its route, or to its search with `activeOptions`. */
export const TabLink = createLink(TabAnchor);
