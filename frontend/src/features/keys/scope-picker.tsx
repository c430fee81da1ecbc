import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { language } from "@/i18n";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { useFieldError } from "@/ui/form";
import { Loading, Skeleton } from "@/ui/skeleton";
import { scopesQuery, type Scope } from "./queries";

interface ScopePickerProps {
  chosen: readonly Scope[];
  onChange: (chosen: readonly Scope[]) => void;
}

/** What a key may do, each right in words. */
export function ScopePicker({ chosen, onChange }: ScopePickerProps) {
  const { t } = useTranslation();
  const scopes = useQuery(scopesQuery(language()));
  const refusal = useFieldError("scopes");
  if (scopes.data === undefined) {
    return (
      <Awaiting query={scopes}>
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      </Awaiting>
    );
  }
  const reading = scopes.data.map(({ name }) => name).filter((name) => name.startsWith("read:"));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-[0.8125rem] font-medium text-muted">
        {t("key_form.scopes")}
      </legend>
      <p className="max-w-prose text-[0.8125rem] text-muted">{t("key_form.scopes_hint")}</p>
      <div className="my-3 flex flex-wrap gap-2">
        <Button small onClick={() => onChange(reading)}>
          {t("key_form.only_read")}
        </Button>
        {chosen.length > 0 && (
          <Button small tone="quiet" onClick={() => onChange([])}>
            {t("action.clear")}
          </Button>
        )}
      </div>
      {refusal !== undefined && <p className="mb-2 text-[0.8125rem] text-danger">{refusal}</p>}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {scopes.data.map(({ name, title, description }) => (
          <li key={name}>
            <label className="flex items-start gap-3 px-4 py-2.5 text-sm">
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0 accent-(--accent)"
                // The name is short to be heard; what it opens is said after it.
                aria-labelledby={`${name}-title`}
                aria-describedby={`${name}-hint`}
                checked={chosen.includes(name)}
                onChange={({ target: { checked } }) =>
                  onChange(checked ? [...chosen, name] : chosen.filter((other) => other !== name))
                }
              />
              <span className="min-w-0">
                <span id={`${name}-title`} className="font-medium">
                  {title}
                </span>
                <span id={`${name}-hint`} className="block text-[0.8125rem] text-pretty text-muted">
                  {description} <code className="text-xs">{name}</code>
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
