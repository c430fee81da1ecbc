import { useTranslation } from "react-i18next";
import type { Campaign } from "./queries";

/** How many stations of a campaign have had their turn, as a bar and in words. */
export function CampaignProgress({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const { counts } = campaign;
  const total = Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0);
  const parts = [
    { count: counts.updated ?? 0, tone: "available" },
    { count: counts.failed ?? 0, tone: "faulted" },
    { count: counts.updating ?? 0, tone: "in_use" },
  ];
  const words = [
    t("campaigns.updated_of", { done: counts.updated ?? 0, total }),
    counts.failed ? t("campaigns.failed", { count: counts.failed }) : null,
    counts.updating ? t("campaigns.updating", { count: counts.updating }) : null,
  ].filter(Boolean);
  return (
    <div className="min-w-0">
      <div aria-hidden className="flex h-2 overflow-hidden rounded-full bg-sunken">
        {parts.map(({ count, tone }) => (
          <span
            key={tone}
            data-tone={tone}
            className="bg-(--tone) data-[tone=in_use]:opacity-40"
            style={{ width: `${total === 0 ? 0 : (100 * count) / total}%` }}
          />
        ))}
      </div>
      <p className="mt-1 text-[0.8125rem] text-muted tabular-nums">{words.join(" · ")}</p>
    </div>
  );
}
