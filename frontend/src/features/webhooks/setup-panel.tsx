import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { ForbiddenNotice } from "@/ui/notice";
import { Removal } from "@/ui/removal";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import {
  deleteWebhook,
  editWebhook,
  rotateSecret,
  type NewWebhook,
  type ReadWebhook,
  type Webhook,
} from "./queries";
import { WebhookSecret } from "./webhook-secret";
import { nameOf } from "./standing-of";
import { TopicPicker } from "./topic-picker";
import { WebhookFields } from "./webhook-fields";

const CHANGED = [["webhooks"]] as const;

/** Change where events go and which, replace the secret, rest, or end it. */
export function SetupPanel({ read }: { read: ReadWebhook }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:webhooks");
  const { webhook } = read;
  if (!mayWrite) {
    return <ForbiddenNotice />;
  }
  return (
    <div className="grid max-w-6xl items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
      {/* Another version, another form: what it shows is what it would replace. */}
      <EditForm key={read.etag} read={read} />
      <div>
        <Section title={t("webhook_secret.label")} className="">
          <Rotation webhook={webhook} />
        </Section>
        {webhook.state === "active" && (
          <Section title={t("webhook_switch.pause")}>
            <Pause read={read} />
          </Section>
        )}
        <Section title={t("webhook_delete.title")}>
          <Ending webhook={webhook} />
        </Section>
      </div>
    </div>
  );
}

function EditForm({ read }: { read: ReadWebhook }) {
  const { t } = useTranslation();
  const [topics, setTopics] = useState<readonly string[]>(read.webhook.topics);
  const saving = useAction<FormData, Webhook>({
    send: (values) =>
      editWebhook(read, {
        url: textOf(values, "url") ?? "",
        description: textOf(values, "description") ?? "",
        topics: [...topics],
      }),
    refreshes: CHANGED,
    done: () => t("webhook_form.saved"),
  });
  return (
    <Form
      failure={saving.error}
      onSubmit={(values) => saving.mutate(values)}
      className="grid gap-6"
    >
      <div className="grid max-w-xl gap-4">
        <WebhookFields webhook={read.webhook} />
      </div>
      <TopicPicker chosen={topics} onChange={setTopics} />
      <Button type="submit" tone="primary" busy={saving.isPending} className="justify-self-start">
        {t("action.save")}
      </Button>
    </Form>
  );
}

function Rotation({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const [made, setMade] = useState<NewWebhook | null>(null);
  const rotation = useAction<FormData, NewWebhook>({
    send: (_, key) => rotateSecret(webhook, key),
    refreshes: CHANGED,
    onDone: (next) => {
      setMade(next);
      setAsked(false);
    },
  });
  return (
    <>
      {made ? (
        <WebhookSecret secret={made.secret} />
      ) : (
        <p className="mb-3 text-sm text-muted">{t("webhook_secret.rotate_hint")}</p>
      )}
      <Button icon="key" className={made ? "mt-4" : ""} onClick={() => setAsked(true)}>
        {t("webhook_secret.rotate")}
      </Button>
      {isAsked && (
        <ActionDialog
          title={t("webhook_secret.rotate_ask")}
          description={t("webhook_secret.rotate_hint")}
          order={t("webhook_secret.rotate")}
          action={rotation}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}

function Pause({ read }: { read: ReadWebhook }) {
  const { t } = useTranslation();
  const pausing = useAction<void, Webhook>({
    send: () => editWebhook(read, { state: "paused" }),
    refreshes: CHANGED,
    done: () => t("webhook_switch.paused"),
    tellFailure: true,
  });
  return (
    <>
      <p className="mb-3 text-sm text-muted">{t("webhook_switch.pause_hint")}</p>
      <Button icon="pause" busy={pausing.isPending} onClick={() => pausing.mutate()}>
        {t("webhook_switch.pause")}
      </Button>
    </>
  );
}

function Ending({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = nameOf(webhook);
  const removal = useAction<FormData, void>({
    send: () => deleteWebhook(webhook),
    done: () => t("webhook_delete.done", { name }),
    refreshes: [["webhooks"]],
    onDone: () => void navigate({ to: "/webhooks" }),
  });
  return (
    <Removal
      hint={t("webhook_delete.hint")}
      order={t("webhook_delete.order")}
      ask={t("webhook_delete.ask", { name })}
      action={removal}
    />
  );
}
