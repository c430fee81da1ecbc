import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PlanLacks } from "@/features/tenants/plan-lacks";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button, buttonClass } from "@/ui/button";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { createWebhook, webhooksQuery, type Draft, type NewWebhook } from "./queries";
import { WebhookSecret } from "./webhook-secret";
import { nameOf } from "./standing-of";
import { Trial } from "./trial";
import { TopicPicker } from "./topic-picker";
import { Verification } from "./verification";
import { WebhookFields } from "./webhook-fields";

/** Tell another program what happens: where, which events; then its secret and a first message. */
export function NewWebhookPage() {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewWebhook | null>(null);
  return (
    <Page
      title={made ? nameOf(made) : t("webhook_new.title")}
      back={<BackLink to="/webhooks">{t("place.webhooks")}</BackLink>}
      summary={t(made ? "webhook_new.step_secret" : "webhook_new.step_what")}
    >
      {made ? <SecretStep made={made} /> : <WhatStep onMade={setMade} />}
    </Page>
  );
}

function WhatStep({ onMade }: { onMade: (made: NewWebhook) => void }) {
  const { t } = useTranslation();
  const [topics, setTopics] = useState<readonly string[]>([]);
  const making = useAction<Draft, NewWebhook>({
    send: createWebhook,
    refreshes: [webhooksQuery.queryKey],
    onDone: onMade,
  });
  return (
    <>
      <PlanLacks feature="api" />
      <Form
        failure={making.error}
        onSubmit={(values) =>
          making.mutate({
            url: textOf(values, "url") ?? "",
            description: textOf(values, "description") ?? "",
            topics: [...topics],
          })
        }
        className="grid max-w-5xl items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]"
      >
        <div className="grid gap-4">
          <WebhookFields />
        </div>
        <TopicPicker chosen={topics} onChange={setTopics} />
        <div>
          <Button type="submit" tone="primary" busy={making.isPending}>
            {t("webhook_new.order")}
          </Button>
        </div>
      </Form>
    </>
  );
}

function SecretStep({ made }: { made: NewWebhook }) {
  const { t } = useTranslation();
  return (
    <div className="grid max-w-3xl gap-2">
      <WebhookSecret secret={made.secret} />
      <Section title={t("webhook_test.title")} className="mt-8">
        <p className="mb-4 text-sm text-muted">{t("webhook_test.hint")}</p>
        <Trial webhook={made} />
      </Section>
      <Section title={t("webhook_receiving.check")}>
        <Verification />
      </Section>
      <div className="mt-6">
        <Link
          to="/webhooks/$webhookId"
          params={{ webhookId: made.id }}
          className={buttonClass("primary")}
        >
          {t("webhook_new.done")}
        </Link>
      </div>
    </div>
  );
}
