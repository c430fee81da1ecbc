import type { ReactNode } from "react";

interface FigureProps {
  label: string;
  children: ReactNode;
  /** A second line that says where the number comes from. */
  note?: ReactNode;
}

/** One number of an instrument: its name above, its origin below. Belongs in a `<dl>`. */
export function Figure({ label, children, note }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.8125rem] text-muted">{label}</dt>
      <dd className="mt-1 text-2xl leading-tight font-semibold tracking-tight">{children}</dd>
      {note !== undefined && <dd className="mt-1 text-[0.8125rem] text-muted">{note}</dd>}
    </div>
  );
}
