import { useId, type ComponentProps, type ReactNode } from "react";
import { useFieldError } from "./form";

/** The look of what a value is put into. */
export const CONTROL =
  "w-full min-w-0 rounded-md border border-line-strong/70 bg-surface px-3 text-base sm:text-sm hover:border-line-strong aria-invalid:border-danger disabled:opacity-50";

interface LabelledProps {
  label: string;
  /** What helps to fill it in, below it. */
  hint?: ReactNode;
  /** Why the value is refused; a field of a `Form` finds the platform's reason by its name. */
  error?: string | undefined;
  className?: string;
}

/** A text input with its label and, when refused, the reason beside it. */
export function TextField(props: LabelledProps & ComponentProps<"input">) {
  const { label, hint, className, error, ...rest } = props;
  const field = useField(error, hint, rest.name);
  return (
    <Labelled {...field} label={label} hint={hint} className={className}>
      <input className={`h-10 ${CONTROL}`} {...field.control} {...rest} />
    </Labelled>
  );
}

export function SelectField(props: LabelledProps & ComponentProps<"select">) {
  const { label, hint, className, error, ...rest } = props;
  const field = useField(error, hint, rest.name);
  return (
    <Labelled {...field} label={label} hint={hint} className={className}>
      <select className={`h-10 ${CONTROL}`} {...field.control} {...rest} />
    </Labelled>
  );
}

/** A yes or no, its label to the right. */
export function CheckField(props: LabelledProps & ComponentProps<"input">) {
  const { label, hint, className = "", error, ...rest } = props;
  const { id, error: reason, control } = useField(error, hint, rest.name);
  return (
    <div className={`grid gap-1 ${className}`}>
      <label className="flex min-h-10 items-center gap-3 text-sm">
        <input type="checkbox" className="size-4 accent-(--accent)" {...control} {...rest} />
        {label}
      </label>
      <Remarks id={id} hint={hint} error={reason} />
    </div>
  );
}

/** Return what ties a control to its label, hint and reason; for controls of other kinds. */
export function useField(given: string | undefined, hint: ReactNode, name: string | undefined) {
  const id = useId();
  const refused = useFieldError(name);
  const error = given ?? refused;
  const remarks = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  return {
    id,
    error,
    control: {
      id,
      "aria-invalid": error !== undefined || undefined,
      "aria-describedby": remarks.filter(Boolean).join(" ") || undefined,
    },
  };
}

interface FrameProps extends Omit<LabelledProps, "className"> {
  id: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A control between its label and what is said about it. */
export function Labelled({ id, label, hint, error, className = "", children }: FrameProps) {
  return (
    <div className={`grid content-start gap-1 ${className}`}>
      <label htmlFor={id} className="text-[0.8125rem] font-medium text-muted">
        {label}
      </label>
      {children}
      <Remarks id={id} hint={hint} error={error} />
    </div>
  );
}

function Remarks({ id, hint, error }: Pick<FrameProps, "id" | "hint" | "error">) {
  return (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-[0.8125rem] text-danger">
          {error}
        </p>
      )}
    </>
  );
}
