import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { todayIn } from "@/features/sessions/local-days";
import { useFormats } from "@/i18n/formats";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button, buttonClass } from "@/ui/button";
import { Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { AudienceWords } from "./audience-words";
import { Prices } from "./prices";
import { tariffQuery, type Tariff, type Version } from "./queries";
import { TariffDialog } from "./tariff-dialog";
import { useTariffZone } from "./use-tariff-zone";
import { versionsAt } from "./versions";
import { Week } from "./week";

const route = getRouteApi("/signed-in/tariffs/$tariffId");

/** The prices of a tariff: an ordinary week of them, what else is charged, and every version. */
export function TariffPage() {
  const { t } = useTranslation();
  const { tariffId } = route.useParams();
  const tariff = useQuery(tariffQuery(tariffId));
  const now = useNow();
  const mayWrite = useMay("write:tariffs");
  const [isEditing, setEditing] = useState(false);
  const timeZone = useTariffZone(tariff.data?.site_id ?? null);
  const back = <BackLink to="/tariffs">{t("place.tariffs")}</BackLink>;
  if (tariff.data === undefined) {
    return (
      <Page title={t("tariff.name")} back={back}>
        <Awaiting query={tariff}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      </Page>
    );
  }
  const { now: current, next } = versionsAt(tariff.data, now);
  const shown = current ?? next;
  if (shown === undefined) {
    return (
      <Page title={tariff.data.name} back={back}>
        <Notice icon="tag" title={t("tariff.not_yet")} />
      </Page>
    );
  }
  return (
    <Page
      title={tariff.data.name}
      back={back}
      summary={<AudienceWords tariff={tariff.data} />}
      actions={
        mayWrite && (
          <>
            <Button onClick={() => setEditing(true)}>{t("tariff.edit")}</Button>
            <Link
              to="/tariffs/$tariffId/prices"
              params={{ tariffId }}
              className={buttonClass("primary")}
            >
              {t("tariff.change")}
            </Link>
          </>
        )
      }
    >
      <div className="grid items-start gap-x-12 lg:grid-cols-2">
        <Section title={t(current ? "tariff.now" : "tariff.soon")} className="">
          {timeZone && <Week version={shown} timeZone={timeZone} />}
        </Section>
        <Section title={t("tariff.also")} className="max-lg:mt-10">
          <Extras version={shown} />
        </Section>
      </div>
      <Section title={t("tariff.versions")}>
        <Versions tariff={tariff.data} current={current} timeZone={timeZone} />
      </Section>
      {isEditing && <TariffDialog tariff={tariff.data} onClose={() => setEditing(false)} />}
    </Page>
  );
}

function Extras({ version }: { version: Version }) {
  const { t } = useTranslation();
  const { unitPrice, taxRate } = useFormats();
  const amount = (value: string | null) =>
    value === null || Number(value) === 0
      ? null
      : unitPrice({ amount: value, currency: version.currency });
  return (
    <Facts
      facts={[
        [t("tariff.per_minute"), amount(version.price_per_minute)],
        [t("tariff.per_session"), amount(version.price_per_session)],
        [t("tariff.per_idle_minute"), amount(version.price_per_idle_minute)],
        [t("tariff.idle_grace"), t("tariff.minutes", { count: version.idle_grace_minutes })],
        [t("tariff.per_reservation"), amount(version.price_per_reservation)],
        [t("tariff.minimum"), amount(version.amount_min)],
        [t("tariff.maximum"), amount(version.amount_max)],
        ...version.taxes.map(({ name, percent, is_included }): [string, string] => [
          name,
          `${taxRate(percent)} ${t(is_included ? "tariff.included" : "tariff.added")}`,
        ]),
      ]}
    />
  );
}

interface VersionsProps {
  tariff: Tariff;
  current: Version | undefined;
  timeZone: string | null;
}

function Versions({ tariff, current, timeZone }: VersionsProps) {
  const { t } = useTranslation();
  const { day } = useFormats();
  if (timeZone === null) return null;
  const dayOf = (at: number) => day(todayIn(timeZone, at));
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {tariff.versions.toReversed().map((version) => (
        <li key={version.id} className="grid gap-1 px-4 py-3 sm:grid-cols-[1fr_auto]">
          <span className={version.id === current?.id ? "font-semibold" : ""}>
            {version.valid_to === null
              ? t("tariff.from", { from: dayOf(Date.parse(version.valid_from)) })
              : t("tariff.span", {
                  from: dayOf(Date.parse(version.valid_from)),
                  to: dayOf(Date.parse(version.valid_to) - 1), // the end is another's beginning
                })}
          </span>
          <span className="text-muted">
            <Prices version={version} />
          </span>
        </li>
      ))}
    </ol>
  );
}
