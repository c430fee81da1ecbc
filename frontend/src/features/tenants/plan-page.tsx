import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { StateMark } from "@/ui/badge";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { plansQuery, usageQuery, type Feature, type Plan, type Usage } from "./queries";

const FEATURES = ["whatsapp", "reports", "api"] as const satisfies readonly Feature[];
const NEAR = 0.8;

/** What the plan allows, how much of it is used, and what happens beyond it. */
export function PlanPage() {
  const { t } = useTranslation();
  const { tenant } = useCurrentUser();
  const usage = useQuery({ ...usageQuery, enabled: tenant !== null });
  return (
    <Page
      title={t("place.plan")}
      summary={usage.data && t("usage.summary", { plan: usage.data.plan.name })}
    >
      {tenant === null ? (
        <Notice icon="building" title={t("usage.choose")}>
          {t("usage.choose_hint")}
        </Notice>
      ) : usage.data === undefined ? (
        <Awaiting query={usage}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      ) : (
        <Used usage={usage.data} />
      )}
    </Page>
  );
}

function Used({ usage }: { usage: Usage }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="grid max-w-4xl gap-4 sm:grid-cols-2">
        <Meter name={t("usage.residents")} hint={t("usage.residents_hint")} {...usage.residents} />
        <Meter name={t("usage.stations")} hint={t("usage.stations_hint")} {...usage.stations} />
      </div>
      <p className="mt-4 max-w-prose text-sm text-muted">{t("usage.beyond")}</p>
      <Section title={t("usage.compare")}>
        <Plans own={usage.plan} />
        <p className="mt-4 max-w-prose text-sm text-muted">{t("usage.change")}</p>
      </Section>
    </>
  );
}

interface MeterProps {
  name: string;
  hint: string;
  used: number;
  limit: number | null;
}

function Meter({ name, hint, used, limit }: MeterProps) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const share = limit === null ? 0 : limit === 0 ? 1 : Math.min(1, used / limit);
  const tone = share >= 1 ? "faulted" : share >= NEAR ? "idle" : "in_use";
  return (
    <section aria-label={name} className="rounded-lg border border-line bg-surface p-4">
      <h2 className="text-[0.8125rem] text-muted">{name}</h2>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{count(used)}</span>
        <span className="text-sm text-muted">
          {limit === null ? t("usage.no_limit") : t("usage.of", { limit: count(limit) })}
        </span>
      </p>
      {limit !== null && (
        <div aria-hidden className="mt-3 h-1.5 rounded-full bg-line" data-tone={tone}>
          <div className="h-full rounded-full bg-(--tone)" style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <p className="mt-3 text-[0.8125rem] text-muted">
        {limit !== null && share >= 1 ? (
          <span data-tone="faulted" className="font-medium text-(--tone)">
            {t("usage.full")}
          </span>
        ) : limit !== null && share >= NEAR ? (
          <span data-tone="idle" className="font-medium text-(--tone)">
            {t("usage.left", { count: limit - used })}
          </span>
        ) : (
          hint
        )}
      </p>
    </section>
  );
}

function Plans({ own }: { own: Plan }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const listed = useQuery(plansQuery).data ?? [];
  const plans = listed.some(({ code }) => code === own.code) ? listed : [own, ...listed];
  const most = (limit: number | null) => (limit === null ? t("usage.no_limit") : count(limit));
  return (
    <div
      role="group"
      aria-label={t("usage.compare")}
      tabIndex={0} // where it is too wide, the arrow keys move it
      className="overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full text-sm">
        <thead>
          <tr className="text-left text-[0.8125rem] text-muted">
            <td className="px-4 py-2" />
            {plans.map(({ code, name }) => (
              <th key={code} scope="col" className="px-4 py-2 font-medium">
                <span className={code === own.code ? "text-ink" : ""}>{name}</span>
                {code === own.code && (
                  <span className="block font-normal text-accent">{t("usage.own")}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          <tr>
            <th scope="row" className="px-4 py-2.5 text-left font-normal text-muted">
              {t("usage.residents")}
            </th>
            {plans.map(({ code, residents_max }) => (
              <td key={code} className="px-4 py-2.5">
                {most(residents_max)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row" className="px-4 py-2.5 text-left font-normal text-muted">
              {t("usage.stations")}
            </th>
            {plans.map(({ code, stations_max }) => (
              <td key={code} className="px-4 py-2.5">
                {most(stations_max)}
              </td>
            ))}
          </tr>
          {FEATURES.map((feature) => (
            <tr key={feature}>
              <th scope="row" className="px-4 py-2.5 text-left font-normal text-muted">
                {t(`plan_feature.${feature}`)}
              </th>
              {plans.map(({ code, features }) => (
                <td key={code} className="px-4 py-2.5">
                  {features.includes(feature) ? (
                    <StateMark tone="available" icon="check">
                      {t("usage.included")}
                    </StateMark>
                  ) : (
                    <StateMark tone="offline" icon="minus">
                      {t("usage.not_included")}
                    </StateMark>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
