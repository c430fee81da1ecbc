import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { PlanLacks } from "@/features/tenants/plan-lacks";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { RowLink } from "@/ui/row-link";
import { webhooksQuery, type Webhook } from "./queries";
import { WebhookMark } from "./standing";
import { nameOf } from "./standing-of";
import { topicWords } from "./topics";

/** How many events a line names before it counts. */
const NAMED = 2;

/** The programs that are told what happens, and how each takes it. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("write:webhooks");
  const { tenant } = useCurrentUser();
  const webhooks = useQuery(webhooksQuery);
  // Who belongs to no condominium adds to the one that they act in.
  const add = mayWrite && tenant !== null && (
    <Link to="/webhooks/new" className={buttonClass("primary")}>
      <Icon name="plus" size={16} />
      {t("webhooks.new")}
    </Link>
  );
  return (
    <Page title={t("place.webhooks")} summary={t("webhooks.summary")} actions={add}>
      <PlanLacks feature="api" />
      {webhooks.data === undefined ? (
        <Awaiting query={webhooks}>
          <RowsSkeleton />
        </Awaiting>
      ) : webhooks.data.length === 0 ? (
        <Notice icon="hook" title={t("webhooks.empty")} action={add}>
          {t("webhooks.empty_hint")}
        </Notice>
      ) : (
        <ul
          aria-label={t("place.webhooks")}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {webhooks.data.map((webhook) => (
            <WebhookLine key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function WebhookLine({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const { id, url, topics, last_success_at: last } = webhook;
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-4 text-sm hover:bg-sunken md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,2fr)]">
      <div className="min-w-0">
        <RowLink to="/webhooks/$webhookId" params={{ webhookId: id }}>
          {nameOf(webhook)}
        </RowLink>
        <p className="text-[0.8125rem] break-all text-muted">{url}</p>
      </div>
      <div>
        <WebhookMark webhook={webhook} />
        {last !== null && (
          <p className="text-[0.8125rem] text-muted">
            {t("webhooks.last", { ago: ago(last, now) })}
          </p>
        )}
      </div>
      <p className="text-[0.8125rem] text-muted">
        {topics.length === 0
          ? t("webhooks.every_event")
          : topics.length <= NAMED
            ? topics.map((topic) => topicWords(topic, t)).join(" · ")
            : t("webhooks.events", { count: topics.length })}
      </p>
    </li>
  );
}
