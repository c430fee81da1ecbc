import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Loading, Skeleton } from "@/ui/skeleton";
import { TabBar, TabLink } from "@/ui/tabs";
import { DeliveriesPanel } from "./deliveries-panel";
import { webhookQuery, type ReadWebhook, type Webhook } from "./queries";
import { ReceivingPanel } from "./receiving-panel";
import { SetupPanel } from "./setup-panel";
import { WebhookMark } from "./standing";
import { nameOf } from "./standing-of";
import { TestDialog } from "./test-dialog";
import { Trouble } from "./trouble";
import { WEBHOOK_TABS, type WebhookSearch } from "./webhook-search";

const route = getRouteApi("/signed-in/webhooks/$webhookId");

/** One program that is told what happens: how it takes it, what it was sent, what it hears. */
export function WebhookPage() {
  const { t } = useTranslation();
  const { webhookId } = route.useParams();
  const search = route.useSearch();
  const read = useQuery(webhookQuery(webhookId));
  const back = <BackLink to="/webhooks">{t("place.webhooks")}</BackLink>;
  if (read.data === undefined) {
    return (
      <Page title={t("place.webhooks")} back={back}>
        <Awaiting query={read}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      </Page>
    );
  }
  const { webhook } = read.data;
  return (
    <Page
      title={nameOf(webhook)}
      back={back}
      summary={
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <WebhookMark webhook={webhook} />
          <span className="break-all">{webhook.url}</span>
        </p>
      }
      actions={<Actions webhook={webhook} />}
    >
      <Trouble read={read.data} />
      <TabBar label={nameOf(webhook)}>
        {WEBHOOK_TABS.map((each) => (
          <TabLink
            key={each}
            to="/webhooks/$webhookId"
            params={{ webhookId }}
            search={each === "deliveries" ? {} : { tab: each }}
            activeOptions={{ exact: true }}
            // With filters in its address it is still the same tab.
            aria-current={(search.tab ?? "deliveries") === each ? "page" : undefined}
          >
            {t(`webhook_tab.${each}`)}
          </TabLink>
        ))}
      </TabBar>
      <Panel search={search} read={read.data} />
    </Page>
  );
}

function Panel({ search, read }: { search: WebhookSearch; read: ReadWebhook }) {
  const { tab = "deliveries", ...filters } = search;
  switch (tab) {
    case "deliveries":
      return <DeliveriesPanel webhook={read.webhook} filters={filters} />;
    case "setup":
      return <SetupPanel read={read} />;
    case "receiving":
      return <ReceivingPanel />;
  }
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:webhooks");
  const [isTesting, setTesting] = useState(false);
  if (!mayWrite) return null;
  return (
    <>
      <Button icon="send" onClick={() => setTesting(true)}>
        {t("webhook_test.open")}
      </Button>
      {isTesting && <TestDialog webhook={webhook} onClose={() => setTesting(false)} />}
    </>
  );
}
