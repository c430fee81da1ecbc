import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { PlanLacks } from "@/features/tenants/plan-lacks";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { StateMark } from "@/ui/badge";
import { Button, buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { useNow } from "@/ui/now";
import { useAction } from "@/ui/use-action";
import { tellChecked } from "./tell-checked";
import { accountStanding } from "./account-standing";
import { AccountMark } from "./account-mark";
import { CHANNELS } from "./notice-search";
import {
  accountsQuery,
  CHANNELS_CHANGED,
  checkAccount,
  type Account,
  type Checked,
  type OuterChannel,
} from "./queries";

/** The ways to people in the order they are tried: who carries each, and whether it works now. */
export function ChannelsPanel() {
  const { t } = useTranslation();
  const accounts = useQuery(accountsQuery);
  if (accounts.data === undefined) {
    return (
      <Awaiting query={accounts}>
        <RowsSkeleton />
      </Awaiting>
    );
  }
  return (
    <>
      <p className="mb-6 max-w-prose text-sm text-pretty text-muted">{t("notice_channels.hint")}</p>
      <PlanLacks feature="whatsapp" />
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {CHANNELS.map((channel) => (
          <ChannelLine
            key={channel}
            channel={channel}
            account={accounts.data.find((each) => each.channel === channel)}
          />
        ))}
      </ol>
    </>
  );
}

interface ChannelLineProps {
  channel: OuterChannel;
  account: Account | undefined;
}

function ChannelLine({ channel, account }: ChannelLineProps) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:notices");
  const name = t(`notice_channel.${channel}`);
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_13rem]">
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        {account && (
          <p className="text-[0.8125rem] break-words text-muted">
            {t(`notice_provider.${account.provider}`)}
          </p>
        )}
      </div>
      {account ? (
        <Standing account={account} />
      ) : (
        <div>
          <StateMark tone="offline" icon="minus">
            {t("notice_channels.none")}
          </StateMark>
          <p className="text-[0.8125rem] text-pretty text-muted">
            {t(`notice_channel_without.${channel}`)}
          </p>
        </div>
      )}
      {mayWrite && (
        <div className="flex flex-wrap gap-2 md:justify-end">
          {account && <Check account={account} />}
          <Link
            to="/notice-settings/channels/$channel"
            params={{ channel }}
            aria-label={`${t(account ? "action.edit" : "notice_channels.connect")}: ${name}`}
            className={buttonClass("secondary", true)}
          >
            {t(account ? "action.edit" : "notice_channels.connect")}
          </Link>
        </div>
      )}
    </li>
  );
}

/** Whether messages go out; if not, why and what to do. */
function Standing({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const isClosed = accountStanding(account) === "closed";
  const { closed_at, closed_reason, checked_at, provider } = account;
  return (
    <div className="min-w-0">
      <AccountMark account={account} />
      <p className="text-[0.8125rem] text-pretty break-words text-muted">
        {isClosed && closed_at !== null
          ? [t("notice_channels.since", { ago: ago(closed_at, now) }), closed_reason]
              .filter(Boolean)
              .join(" · ")
          : checked_at !== null && t("notice_channels.checked", { ago: ago(checked_at, now) })}
      </p>
      {isClosed && <p className="text-[0.8125rem] text-pretty">{t(`notice_remedy.${provider}`)}</p>}
    </div>
  );
}

function Check({ account }: { account: Account }) {
  const { t } = useTranslation();
  const name = t(`notice_channel.${account.channel}`);
  const checking = useAction<void, Checked>({
    send: () => checkAccount(account),
    refreshes: CHANNELS_CHANGED,
    onDone: (checked) => tellChecked(checked, t),
    tellFailure: true,
  });
  return (
    <Button
      small
      icon="refresh"
      busy={checking.isPending}
      aria-label={`${t("notice_channels.check")}: ${name}`}
      onClick={() => checking.mutate()}
    >
      {t("notice_channels.check")}
    </Button>
  );
}
