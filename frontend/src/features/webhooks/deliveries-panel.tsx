import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useAction } from "@/ui/use-action";
import { DeliveryLine } from "./delivery-line";
import { deliveriesQuery, resend, type Delivery, type Webhook } from "./queries";
import { ReplayDialog } from "./replay-dialog";
import { topicWords } from "./topics";
import { useTopicNames } from "./use-topic-names";
import { DELIVERY_STATUSES, type DeliveryFilters } from "./webhook-search";

interface DeliveriesPanelProps {
  webhook: Webhook;
  filters: DeliveryFilters;
}

/** What was sent to a program, the latest first, and what it answered each time. */
export function DeliveriesPanel({ webhook, filters }: DeliveriesPanelProps) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:webhooks");
  const [asksReplay, setAsksReplay] = useState(false);
  const deliveries = useInfiniteQuery(deliveriesQuery(webhook.id, filters));
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <div className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <Filters webhook={webhook} filters={filters} />
        {mayWrite && webhook.state === "active" && (
          <Button
            icon="refresh"
            className="col-span-2 sm:ml-auto"
            onClick={() => setAsksReplay(true)}
          >
            {t("webhook_replay.open")}
          </Button>
        )}
      </div>
      <ListView
        query={deliveries}
        empty={
          <Notice
            icon={isFiltered ? "search" : "send"}
            title={t(isFiltered ? "webhook_deliveries.none_match" : "webhook_deliveries.empty")}
          >
            {isFiltered ? undefined : t("webhook_deliveries.empty_hint")}
          </Notice>
        }
      >
        {(found) => (
          <>
            {mayWrite && filters.status === "dead" && webhook.state === "active" && (
              <ResendAll webhook={webhook} dead={found} />
            )}
            <ol
              aria-label={t("webhook_tab.deliveries")}
              className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface"
            >
              {found.map((delivery) => (
                <DeliveryLine key={delivery.id} delivery={delivery} webhook={webhook} />
              ))}
            </ol>
          </>
        )}
      </ListView>
      {asksReplay && <ReplayDialog webhook={webhook} onClose={() => setAsksReplay(false)} />}
    </>
  );
}

function Filters({ webhook, filters }: DeliveriesPanelProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const names = useTopicNames(webhook, filters.topic);
  const change = (changes: { [Name in keyof DeliveryFilters]: string }) => {
    const search = Object.entries({ ...filters, ...changes }).filter(([, value]) => value);
    void navigate({
      to: "/webhooks/$webhookId",
      params: { webhookId: webhook.id },
      search: Object.fromEntries(search),
      replace: true,
    });
  };
  return (
    <>
      <SelectField
        label={t("filter.state")}
        value={filters.status ?? ""}
        onChange={({ target }) => change({ status: target.value })}
      >
        <option value="">{t("filter.all")}</option>
        {DELIVERY_STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`webhook_delivery.${status}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("webhook_deliveries.event")}
        value={filters.topic ?? ""}
        onChange={({ target }) => change({ topic: target.value })}
        className="min-w-0"
      >
        <option value="">{t("filter.all")}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {topicWords(name, t)}
          </option>
        ))}
      </SelectField>
      {Object.keys(filters).length > 0 && (
        <Button tone="quiet" onClick={() => change({ status: "", topic: "" })}>
          {t("filter.clear")}
        </Button>
      )}
    </>
  );
}

/** Send every dead letter that is shown once more, one after another. */
function ResendAll({ webhook, dead }: { webhook: Webhook; dead: readonly Delivery[] }) {
  const { t } = useTranslation();
  const sending = useAction<readonly Delivery[], void>({
    send: async (wanted) => {
      for (const delivery of wanted) await resend(webhook, delivery);
    },
    refreshes: [["webhooks"]],
    done: () => t("webhook_deliveries.resent_all"),
    tellFailure: true,
  });
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <p className="text-muted">{t("webhook_deliveries.dead_hint")}</p>
      <Button small icon="send" busy={sending.isPending} onClick={() => sending.mutate(dead)}>
        {t("webhook_deliveries.resend_all", { count: dead.length })}
      </Button>
    </div>
  );
}
