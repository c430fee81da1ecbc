import { useId, type ReactNode } from "react";

interface SectionProps {
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, actions, className = "mt-10", children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`min-w-0 ${className}`}>
      <div className="mb-4 flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {actions !== undefined && <div className="flex gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
