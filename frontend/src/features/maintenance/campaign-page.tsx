import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { Facts } from "@/ui/facts";
import { RowsSkeleton } from "@/ui/list-view";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { CampaignProgress } from "./campaign-progress";
import { CampaignMark, MemberMark } from "./marks";
import {
  campaignQuery,
  CAMPAIGNS_CHANGED,
  membersQuery,
  orderCampaign,
  type Campaign,
  type CampaignOrder,
  type Member,
} from "./queries";

const route = getRouteApi("/signed-in/firmware/campaigns/$campaignId");

/** One campaign: how far it is, what holds it up, and each of its stations. */
export function CampaignPage() {
  const { t } = useTranslation();
  const { campaignId } = route.useParams();
  const campaign = useQuery(campaignQuery(campaignId));
  const back = <BackLink to="/firmware/campaigns">{t("campaigns.title")}</BackLink>;
  if (campaign.data === undefined) {
    return (
      <Page title={t("campaigns.one")} back={back}>
        <Awaiting query={campaign}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      </Page>
    );
  }
  return (
    <Page
      title={campaign.data.name}
      back={back}
      actions={<Orders campaign={campaign.data} />}
      summary={<CampaignMark status={campaign.data.status} />}
    >
      <Overview campaign={campaign.data} />
      <Members campaign={campaign.data} />
    </Page>
  );
}

function Orders({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const [ends, setEnds] = useState(false);
  const { status, pause_reason: pause } = campaign;
  if (!mayCommand || (status !== "running" && status !== "paused")) return null;
  const next: CampaignOrder = status === "running" ? "pause" : "resume";
  const word = pause === "stage_done" ? "next_stage" : next;
  return (
    <>
      <OrderButton
        campaign={campaign}
        order={next}
        word={t(`campaigns.${word}`)}
        isFirst={next === "resume"}
      />
      <Button onClick={() => setEnds(true)}>{t("campaigns.cancel")}</Button>
      {ends && <CancelDialog campaign={campaign} onClose={() => setEnds(false)} />}
    </>
  );
}

interface OrderButtonProps {
  campaign: Campaign;
  order: CampaignOrder;
  word: string;
  isFirst: boolean;
}

function OrderButton({ campaign, order, word, isFirst }: OrderButtonProps) {
  const action = useAction({
    send: () => orderCampaign(campaign, order),
    refreshes: CAMPAIGNS_CHANGED,
    tellFailure: true,
  });
  return (
    <Button
      tone={isFirst ? "primary" : "secondary"}
      busy={action.isPending}
      onClick={() => action.mutate()}
    >
      {word}
    </Button>
  );
}

function CancelDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation();
  const action = useAction<FormData>({
    send: () => orderCampaign(campaign, "cancel"),
    refreshes: CAMPAIGNS_CHANGED,
    done: () => t("campaigns.cancelled", { name: campaign.name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("campaigns.cancel_ask", { name: campaign.name })}
      description={t("campaigns.cancel_hint")}
      order={t("campaigns.cancel")}
      tone="danger"
      action={action}
      onClose={onClose}
    />
  );
}

function Overview({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { image, stages, stage, window, pause_reason: pause, status } = campaign;
  const sizes = stages.map(({ stations, percent }) =>
    stations === null
      ? t("campaigns.stage_percent", { percent })
      : t("campaigns.stage_stations", { count: stations }),
  );
  const facts: [string, string | null][] = [
    [t("images.image"), `${image.name} (${image.version})`],
    [t("campaigns.stages"), sizes.join(" → ")],
    [
      t("campaigns.advance"),
      campaign.advance_after === null
        ? t("campaigns.advance_by_hand")
        : t("campaigns.advance_after", { count: campaign.advance_after }),
    ],
    [t("campaigns.idle_only"), t(campaign.is_idle_only ? "campaigns.yes" : "campaigns.no")],
    [
      t("campaigns.window"),
      window === null
        ? t("campaigns.any_time")
        : `${window.from_time.slice(0, 5)}–${window.to_time.slice(0, 5)}`,
    ],
    [t("campaigns.failures_max"), String(campaign.failures_max)],
  ];
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <div>
        <CampaignProgress campaign={campaign} />
        {(status === "running" || status === "paused") && (
          <p className="mt-4 text-sm">
            {t("campaigns.stage", { number: stage + 1, total: stages.length })}
          </p>
        )}
        {pause !== null && (
          <p className="mt-2 text-sm text-pretty">{t(`campaign_pause_hint.${pause}`)}</p>
        )}
      </div>
      <Facts facts={facts} />
    </div>
  );
}

function Members({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery(campaign.id));
  return (
    <Section title={t("campaigns.stations")}>
      {members.data === undefined ? (
        <Awaiting query={members}>
          <RowsSkeleton />
        </Awaiting>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {members.data.map((member) => (
            <MemberLine key={member.station_id} member={member} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function MemberLine({ member }: { member: Member }) {
  const { t } = useTranslation();
  const { status, obstacle, reason, update_status: update, station_name: name } = member;
  const why =
    (reason !== null && t(`update_reason.${reason}`)) ||
    (obstacle !== null && t(`obstacle.${obstacle}`)) ||
    (status === "updating" && update !== null && t(`update_status.${update}`)) ||
    null;
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 text-sm md:grid-cols-[minmax(0,2fr)_10rem_minmax(0,3fr)_6rem]">
      {name === null ? (
        <span className="text-muted">{t("campaigns.removed")}</span>
      ) : (
        <Link
          to="/stations/$stationId"
          params={{ stationId: member.station_id }}
          search={{ tab: "firmware" }}
          className="font-medium hover:underline"
        >
          {name}
        </Link>
      )}
      <MemberMark status={status} />
      <span className="text-pretty text-muted">{why}</span>
      <span className="text-muted tabular-nums md:text-right">
        {member.firmware_version ?? "—"}
      </span>
    </li>
  );
}
