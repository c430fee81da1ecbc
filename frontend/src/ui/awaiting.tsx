import type { ReactNode } from "react";
import { FailureNotice } from "./notice";

interface AwaitingProps {
  /** What was asked of the platform and has no answer yet. */
  query: { isError: boolean; error: unknown; refetch: () => unknown };
  /** The shape of what is coming. */
  children: ReactNode;
}

/** In the place of an answer: that it is on its way, or why it did not come. */
export function Awaiting({ query, children }: AwaitingProps) {
  if (!query.isError) return children;
  return <FailureNotice error={query.error} onRetry={() => void query.refetch()} />;
}
