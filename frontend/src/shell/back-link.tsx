import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { Icon } from "@/ui/icon";

function BackAnchor({ children, ...rest }: ComponentProps<"a">) {
  return (
    <a
      {...rest}
      className="-ml-1 inline-flex h-8 items-center gap-1 rounded-md px-1 text-sm text-muted hover:text-ink"
    >
      <Icon name="arrow-left" size={16} />
      {children}
    </a>
  );
}

/** The way from a detail to its list. */
export const BackLink = createLink(BackAnchor);
