import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { PlanLacks } from "@/features/tenants/plan-lacks";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button } from "@/ui/button";
import { CheckField, SelectField } from "@/ui/field";
import { Form } from "@/ui/form";
import { FailureNotice, ForbiddenNotice, Notice } from "@/ui/notice";
import { Removal } from "@/ui/removal";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { accountSaid } from "./account-draft";
import { AccountFields } from "./account-fields";
import { AccountMark } from "./account-mark";
import { CHANNELS } from "./notice-search";
import { tellChecked } from "./tell-checked";
import {
  accountsQuery,
  CHANNELS_CHANGED,
  checkAccount,
  deleteAccount,
  providersQuery,
  saveAccount,
  type Account,
  type Checked,
  type OuterChannel,
  type Provider,
  type ProviderForm,
} from "./queries";

const route = getRouteApi("/signed-in/notice-settings/channels/$channel");

/** Connect a way to people, or change by whom it goes. */
export function ChannelPage() {
  const { t } = useTranslation();
  const asked = route.useParams().channel;
  const channel = CHANNELS.find((each) => each === asked);
  const accounts = useQuery(accountsQuery);
  const providers = useQuery(providersQuery);
  const mayWrite = useMay("write:notices");
  const account = accounts.data?.find((each) => each.channel === channel);
  return (
    <Page
      title={channel === undefined ? t("notice_tab.channels") : t(`notice_channel.${channel}`)}
      back={
        <BackLink to="/notice-settings" search={{ tab: "channels" }}>
          {t("notice_tab.channels")}
        </BackLink>
      }
      summary={account && <AccountMark account={account} />}
    >
      {channel === undefined ? (
        <Notice icon="search" title={t("failure.not_found")}>
          {t("failure.not_found_hint")}
        </Notice>
      ) : !mayWrite ? (
        <ForbiddenNotice />
      ) : accounts.data === undefined || providers.data === undefined ? (
        accounts.isError || providers.isError ? (
          <FailureNotice
            error={accounts.error ?? providers.error}
            onRetry={() => {
              void accounts.refetch();
              void providers.refetch();
            }}
          />
        ) : (
          <Loading>
            <Skeleton className="h-96" />
          </Loading>
        )
      ) : (
        // Another version, another form: what it shows is what it would replace.
        <Connection
          key={account?.version ?? 0}
          channel={channel}
          account={account}
          forms={providers.data.filter((form) => form.channel === channel)}
        />
      )}
    </Page>
  );
}

interface ConnectionProps {
  channel: OuterChannel;
  account: Account | undefined;
  /** Who can carry it; the usual one first. */
  forms: readonly ProviderForm[];
}

function Connection({ channel, account, forms }: ConnectionProps) {
  const { t } = useTranslation();
  return (
    <div className="grid max-w-5xl items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,28rem)_minmax(0,1fr)]">
      <div>
        {channel === "whatsapp" && <PlanLacks feature="whatsapp" />}
        <ConnectForm channel={channel} account={account} forms={forms} />
      </div>
      <div className="grid max-w-prose gap-3 text-sm text-pretty text-muted">
        <p>{t(`notice_channel_guide.${channel}`)}</p>
        <p>{t("notice_connect.secrets")}</p>
        {account && <Ending account={account} />}
      </div>
    </div>
  );
}

function ConnectForm({ channel, account, forms }: ConnectionProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [provider, setProvider] = useState<Provider>(account?.provider ?? forms[0]!.provider);
  const settings = forms.find((form) => form.provider === provider)?.settings ?? [];
  const stored = account?.provider === provider ? account : undefined;
  const saving = useAction<FormData, Checked>({
    send: async (values) => {
      const saved = await saveAccount(channel, account?.version ?? 0, {
        provider,
        ...accountSaid(values, settings),
        is_active: account === undefined || values.has("is_active"),
      });
      return checkAccount(saved);
    },
    refreshes: CHANNELS_CHANGED,
    onDone: (checked) => {
      tellChecked(checked, t);
      void navigate({ to: "/notice-settings", search: { tab: "channels" } });
    },
  });
  return (
    <Form
      failure={saving.error}
      onSubmit={(values) => saving.mutate(values)}
      className="grid gap-4"
      autoComplete="off"
    >
      {forms.length > 1 && (
        <SelectField
          label={t("notice_connect.provider")}
          value={provider}
          onChange={({ target }) => setProvider(target.value as Provider)}
        >
          {forms.map((form) => (
            <option key={form.provider} value={form.provider}>
              {t(`notice_provider.${form.provider}`)}
            </option>
          ))}
        </SelectField>
      )}
      <AccountFields key={provider} settings={settings} account={stored} />
      {account && (
        <CheckField
          name="is_active"
          label={t("notice_connect.is_active")}
          defaultChecked={account.is_active}
        />
      )}
      <div>
        <Button type="submit" tone="primary" busy={saving.isPending}>
          {t(account ? "notice_connect.save" : "notice_connect.order")}
        </Button>
      </div>
    </Form>
  );
}

function Ending({ account }: { account: Account }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = t(`notice_channel.${account.channel}`);
  const removal = useAction<FormData, void>({
    send: () => deleteAccount(account),
    refreshes: CHANNELS_CHANGED,
    done: () => t("notice_channels.removed", { name }),
    onDone: () => void navigate({ to: "/notice-settings", search: { tab: "channels" } }),
  });
  return (
    <Section title={t("notice_channels.remove")} className="mt-6 text-ink">
      <Removal
        hint={t("notice_channels.remove_hint")}
        order={t("notice_channels.remove_order", { name })}
        ask={t("notice_channels.remove_ask", { name })}
        action={removal}
      />
    </Section>
  );
}
