import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PlanLacks } from "@/features/tenants/plan-lacks";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button, buttonClass } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { SelectField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { expiryOf, SPANS, type Span } from "./expiry";
import { KeyOnce } from "./key-once";
import { createKey, KEYS_CHANGED, type Draft, type NewApiKey, type Scope } from "./queries";
import { ScopePicker } from "./scope-picker";

/** As the platform has them. */
const NAME_LENGTH_MAX = 100;
const REQUESTS_PER_MIN = 100;
const REQUESTS_PER_MIN_MAX = 6_000;

/** Let a program use the API: as what, for how long; then its key, this once. */
export function NewKeyPage() {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewApiKey | null>(null);
  return (
    <Page
      title={made ? made.name : t("key_new.title")}
      back={<BackLink to="/api-keys">{t("place.keys")}</BackLink>}
      summary={t(made ? "key_new.step_key" : "key_new.step_what")}
    >
      {made ? <KeyStep made={made} /> : <WhatStep onMade={setMade} />}
    </Page>
  );
}

function WhatStep({ onMade }: { onMade: (made: NewApiKey) => void }) {
  const { t } = useTranslation();
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [span, setSpan] = useState<Span>("365");
  const making = useAction<Draft, NewApiKey>({
    send: createKey,
    refreshes: KEYS_CHANGED,
    onDone: onMade,
  });
  return (
    <>
      <PlanLacks feature="api" />
      <Form
        failure={making.error}
        onSubmit={(values) =>
          making.mutate({
            name: textOf(values, "name") ?? "",
            scopes: [...scopes],
            expires_at: expiryOf(span, textOf(values, "last_day"), Date.now()),
            requests_per_min: Number(textOf(values, "requests_per_min")),
          })
        }
        className="grid max-w-5xl items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]"
      >
        <div className="grid gap-4">
          <TextField
            name="name"
            label={t("key_form.name")}
            hint={t("key_form.name_hint")}
            placeholder={t("key_form.name_example")}
            maxLength={NAME_LENGTH_MAX}
            required
            autoComplete="off"
          />
          <SelectField
            name="expires_at"
            label={t("key_form.expires")}
            hint={span === "never" ? t("key_form.never_hint") : undefined}
            value={span}
            onChange={({ target }) => setSpan(target.value as Span)}
          >
            {SPANS.map((each) => (
              <option key={each} value={each}>
                {t(`key_span.${each}`)}
              </option>
            ))}
          </SelectField>
          {span === "date" && (
            <TextField name="last_day" type="date" label={t("key_form.last_day")} required />
          )}
          <TextField
            name="requests_per_min"
            type="number"
            min={1}
            max={REQUESTS_PER_MIN_MAX}
            label={t("key_form.limit")}
            hint={t("key_form.limit_hint")}
            defaultValue={REQUESTS_PER_MIN}
            required
          />
        </div>
        <ScopePicker chosen={scopes} onChange={setScopes} />
        <div>
          <Button
            type="submit"
            tone="primary"
            busy={making.isPending}
            disabled={scopes.length === 0}
          >
            {t("key_new.order")}
          </Button>
        </div>
      </Form>
    </>
  );
}

function KeyStep({ made }: { made: NewApiKey }) {
  const { t } = useTranslation();
  const example = `curl ${window.location.origin}/api/v1/stations -H "X-API-Key: ${made.key}"`;
  return (
    <div className="max-w-3xl">
      <KeyOnce value={made.key} />
      <Section title={t("key_new.try")}>
        <CodeBlock label={t("key_new.try_hint")} text={example} />
        <p className="mt-4 text-sm">
          <a href="/api/docs" className="underline underline-offset-4">
            {t("key_new.docs")}
          </a>
        </p>
      </Section>
      <div className="mt-6">
        <Link to="/api-keys" className={buttonClass("primary")}>
          {t("key_new.done")}
        </Link>
      </div>
    </div>
  );
}
