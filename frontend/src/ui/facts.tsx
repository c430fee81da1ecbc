import type { ReactNode } from "react";

interface FactsProps {
  /** Name and value; a dash stands for what is not known. */
  facts: readonly (readonly [string, ReactNode])[];
}

/** What is known of one thing, a line each. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="divide-y divide-line text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-4 py-2">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value ?? <span className="text-muted">—</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
