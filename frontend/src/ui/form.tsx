/** Forms whose fields show what the platform refused, each beside its own. */
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  type ComponentProps,
  type FormEvent,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { failureWords } from "./failure-words";
import { Icon } from "./icon";

/** Field, named as in the request → why it was refused. */
const Refusals = createContext<ReadonlyMap<string, string>>(new Map());

interface FormProps extends Omit<ComponentProps<"form">, "onSubmit"> {
  /** What came of the last attempt: the `error` of a mutation. */
  failure: Error | null;
  onSubmit: (values: FormData, event: FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
}

/** A form: tells why it was refused, at the fields concerned, and takes the reader there. */
export function Form({ failure, onSubmit, children, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const refusals = refusalsOf(failure);
  useEffect(() => {
    if (failure === null) return;
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failure]);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget), event);
      }}
      {...rest}
    >
      <Refusals value={refusals}>
        {failure !== null && <FormFailure failure={failure} form={form.current} />}
        {children}
      </Refusals>
    </form>
  );
}

/** Return why the platform refused the field of this name, if it did. */
export function useFieldError(name: string | undefined): string | undefined {
  const refusals = useContext(Refusals);
  return name === undefined ? undefined : refusals.get(name);
}

function FormFailure({ failure, form }: { failure: Error; form: HTMLFormElement | null }) {
  const { t } = useTranslation();
  const reasons = [...refusalsOf(failure)];
  const elsewhere = reasons.filter(([name]) => !form?.elements.namedItem(name));
  const isHere = reasons.length > elsewhere.length;
  return (
    <FailureLine>
      {isHere ? t("failure.check_fields") : failureWords(failure, t)}
      {elsewhere.map(([name, reason]) => (
        <span key={name} className="mt-1 block">
          {name}: {reason}
        </span>
      ))}
    </FailureLine>
  );
}

/** One sentence that says what went wrong, read out at once. */
export function FailureLine({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      className="mb-4 flex gap-3 rounded-md bg-danger-wash px-3 py-3 text-sm text-danger"
    >
      <Icon name="alert" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}

function refusalsOf(failure: Error | null): ReadonlyMap<string, string> {
  if (!(failure instanceof ApiProblem)) return new Map();
  return new Map(failure.fields.map(({ field, message }) => [field, message]));
}
