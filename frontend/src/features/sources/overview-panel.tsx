import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sitesQuery } from "@/features/sites/queries";
import { useFormats } from "@/i18n/formats";
import { Facts } from "@/ui/facts";
import { hostOf } from "@/ui/host-of";
import { Icon } from "@/ui/icon";
import { Section } from "@/ui/section";
import { CapabilityTable } from "./capability-table";
import type { Source } from "./queries";

/** How reading an account goes, and what it can tell and cannot. */
export function OverviewPanel({ source }: { source: Source }) {
  const { t } = useTranslation();
  const { count, tenths, dateTime } = useFormats();
  const sites = useQuery(sitesQuery).data ?? [];
  const { rate, headers } = source;
  const instant = (at: string | null) => at && dateTime(at);
  return (
    <>
      {source.last_error !== null && <Trouble source={source} words={source.last_error} />}
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
        <Section title={t("source.reading")} className="">
          <Facts
            facts={[
              [t("source.last_success"), instant(source.last_success_at)],
              [t("source.last_attempt"), instant(source.last_attempt_at)],
              [t("source.failing_since"), instant(source.failing_since_at)],
              [t("source.paused_until"), instant(rate.paused_until)],
              [t("source.rhythm"), <Rhythm key="rhythm" source={source} />],
              [
                t("source.rate"),
                t("source.rate_words", {
                  per_minute: tenths(rate.calls_per_minute),
                  calls: count(rate.calls),
                }),
              ],
              [
                t("source.unreadable"),
                source.unreadable === 0
                  ? t("source.all_understood")
                  : t("source.unreadable_words", {
                      count: source.unreadable,
                      note: source.unreadable_note ?? "",
                    }),
              ],
            ]}
          />
        </Section>
        <Section title={t("source.account")} className="">
          <Facts
            facts={[
              [t("source_form.address"), hostOf(source.base_url)],
              [t("source.account_hint"), source.account_hint],
              [t("source_form.site"), sites.find(({ id }) => id === source.site_id)?.name],
              [t("source_form.auth_scheme"), t(`source_form.scheme_${headers.auth_scheme}`)],
              [t("source_form.platform"), headers.platform ?? t("source_form.not_sent")],
              [
                t("source_form.timezone_offset"),
                headers.timezone_offset ?? t("source_form.not_sent"),
              ],
              [t("source_form.extra_headers"), headers.extra_headers.join(", ") || null],
              [t("source_form.timezone"), source.timezone],
              [t("source.since"), dateTime(source.created_at)],
            ]}
          />
        </Section>
      </div>
      <Section title={t("source.capabilities")}>
        <p className="-mt-2 mb-4 max-w-prose text-sm text-muted">{t("source.capabilities_hint")}</p>
        <CapabilityTable source={source} />
      </Section>
    </>
  );
}

function Rhythm({ source: { rate, poll_interval_s } }: { source: Source }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const isSlowed = rate.interval_s > poll_interval_s;
  return (
    <>
      {t("source.every", { seconds: count(rate.interval_s) })}
      {isSlowed && (
        <span data-tone="idle" className="block text-(--tone)">
          {t("source.slowed", { seconds: count(poll_interval_s) })}
        </span>
      )}
    </>
  );
}

function Trouble({ source, words }: { source: Source; words: string }) {
  const { t } = useTranslation();
  return (
    <div className="mb-8 flex max-w-prose gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning">
      <Icon name="alert" />
      <div className="grid gap-1">
        <p className="font-medium">{words}</p>
        <p>{t(`source_remedy.${remedyOf(source.state)}`)}</p>
      </div>
    </div>
  );
}

/** Return what somebody can do about it: look at the account, or wait. */
function remedyOf(state: Source["state"]): "account" | "pause" | "wait" {
  if (state === "auth_failed") return "account";
  return state === "rate_limited" ? "pause" : "wait";
}
