import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { CampaignProgress } from "./campaign-progress";
import { FirmwareTabs } from "./firmware-tabs";
import { CampaignMark } from "./marks";
import { campaignsQuery, type Campaign } from "./queries";

/** The campaigns, the latest first, and how far each is. */
export function CampaignsPage() {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const { tenant } = useCurrentUser();
  const campaigns = useQuery(campaignsQuery);
  const add = mayCommand && tenant !== null && (
    <Link to="/firmware/campaigns/new" className={buttonClass("primary")}>
      <Icon name="plus" size={16} />
      {t("campaigns.new")}
    </Link>
  );
  return (
    <Page title={t("place.firmware")} summary={t("campaigns.summary")} actions={add}>
      <FirmwareTabs />
      {campaigns.data === undefined ? (
        <Awaiting query={campaigns}>
          <RowsSkeleton />
        </Awaiting>
      ) : campaigns.data.length === 0 ? (
        <Notice icon="people" title={t("campaigns.empty")} action={add}>
          {t("campaigns.empty_hint")}
        </Notice>
      ) : (
        <ul
          aria-label={t("campaigns.title")}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {campaigns.data.map((campaign) => (
            <CampaignLine key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function CampaignLine({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { id, name, image, status, pause_reason: pause } = campaign;
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-4 text-sm hover:bg-sunken md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,3fr)]">
      <div className="min-w-0">
        <RowLink to="/firmware/campaigns/$campaignId" params={{ campaignId: id }}>
          {name}
        </RowLink>
        <p className="text-[0.8125rem] text-muted tabular-nums">
          {t("images.version", { version: image.version })} · {dateTime(campaign.created_at)}
        </p>
      </div>
      <div>
        <CampaignMark status={status} />
        {pause !== null && (
          <p className="text-[0.8125rem] text-muted">{t(`campaign_pause.${pause}`)}</p>
        )}
      </div>
      <CampaignProgress campaign={campaign} />
    </li>
  );
}
