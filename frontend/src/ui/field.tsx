import { useId, type ComponentProps, type ReactNode } from "react";

const CONTROL =
  "h-10 w-full rounded-md border border-line-strong/70 bg-surface px-3 text-base sm:text-sm hover:border-line-strong aria-invalid:border-danger disabled:opacity-50";

interface LabelledProps {
  label: string;
  /** Why the platform or the form refuses the value. */
  error?: string | undefined;
}

/** A text input with its label and, when refused, the reason beside it. */
export function TextField({ label, error, ...rest }: LabelledProps & ComponentProps<"input">) {
  const id = useId();
  return (
    <Labelled id={id} label={label} error={error}>
      <input
        id={id}
        className={CONTROL}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        {...rest}
      />
    </Labelled>
  );
}

export function SelectField({ label, error, ...rest }: LabelledProps & ComponentProps<"select">) {
  const id = useId();
  return (
    <Labelled id={id} label={label} error={error}>
      <select id={id} className={CONTROL} {...rest} />
    </Labelled>
  );
}

function Labelled({
  id,
  label,
  error,
  children,
}: LabelledProps & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-[0.8125rem] font-medium text-muted">
        {label}
      </label>
      {children}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
