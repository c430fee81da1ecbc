import { useQuery } from "@tanstack/react-query";
import type { ParseKeys } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { FailureNotice, Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import {
  chaptersOf,
  ordersOf,
  priceChanges,
  type Aside,
  type Chapter,
  type Moment,
} from "./chapters";
import { correctionsQuery, sessionOrdersQuery, timelineQuery, type Session } from "./queries";
import { BASE_WINDOW } from "./price-lines";
import { FlagLine } from "./session-flags";
import { stopReasonName } from "./session-status";

/** What the station told of a session, what people did to it and what it cost then, in order. */
export function Timeline({ session }: { session: Session }) {
  const { t } = useTranslation();
  const timeline = useQuery(timelineQuery(session.id));
  const asides = useAsides(session);
  if (timeline.isError && timeline.data === undefined) {
    return <FailureNotice error={timeline.error} onRetry={() => void timeline.refetch()} />;
  }
  if (timeline.data === undefined) {
    return (
      <Loading>
        <Skeleton className="h-64" />
      </Loading>
    );
  }
  const { items, remarks } = timeline.data;
  const remarked = remarks.map((remark): Aside => ({ kind: "remarked", at: remark.at, remark }));
  const chapters = chaptersOf(items, [...asides, ...remarked]);
  if (chapters.length === 0) return <Notice icon="clock" title={t("timeline.empty")} />;
  return (
    <ol className="text-sm">
      {chapters.map((chapter, index) => (
        <ChapterLine key={index} chapter={chapter} timezone={session.timezone} />
      ))}
    </ol>
  );
}

function useAsides(session: Session): Aside[] {
  const mayReadOrders = useMay("read:stations");
  const orders = useQuery({ ...sessionOrdersQuery(session), enabled: mayReadOrders });
  const corrections = useQuery(correctionsQuery(session.id));
  return [
    ...ordersOf(session, orders.data ?? []),
    ...priceChanges(session.price_lines),
    ...(corrections.data ?? []).map((correction): Aside => ({
      kind: "corrected",
      at: correction.at,
      correction,
    })),
  ];
}

function ChapterLine({ chapter, timezone }: { chapter: Chapter; timezone: string }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  if (chapter.kind === "readings") {
    const [first] = chapter.moments;
    const last = chapter.moments.at(-1);
    if (first === undefined || last === undefined) return null;
    return (
      <Entry at={first.at} timezone={timezone} isQuiet>
        {t("timeline.readings", {
          count: chapter.moments.length,
          until: time(last.at, timezone),
        })}
      </Entry>
    );
  }
  if (chapter.kind === "remarked") {
    return (
      <Entry at={chapter.at} timezone={timezone}>
        <FlagLine flag={chapter.remark.flag} />
      </Entry>
    );
  }
  if (!("moment" in chapter)) {
    return (
      <Entry at={chapter.at} timezone={timezone}>
        <AsideWords aside={chapter} />
      </Entry>
    );
  }
  return (
    <Entry at={chapter.moment.at} timezone={timezone}>
      <Turn kind={chapter.kind} moment={chapter.moment} />
    </Entry>
  );
}

const ORDERED: Record<string, ParseKeys> = {
  start: "timeline.start_ordered",
  stop: "timeline.stop_ordered",
};

/** Who did what, and why; or what a kWh costs from here on. */
function AsideWords({ aside }: { aside: Exclude<Aside, { kind: "remarked" }> }) {
  const { t } = useTranslation();
  const { unitPrice } = useFormats();
  const [words, details] = say();

  function say(): [string, (string | null)[]] {
    switch (aside.kind) {
      case "priced": {
        const { unit_price: amount, amount: money, window } = aside.line;
        const price = unitPrice({ amount, currency: money.currency });
        return [t("timeline.priced", { price }), [window === BASE_WINDOW ? null : window]];
      }
      case "ordered": {
        const { kind, status, reason, user_name: who } = aside.command;
        const isDone = status === "accepted" || status === "scheduled" || status === "sent";
        return [
          t(ORDERED[kind] ?? "timeline.limit_ordered"),
          [who ?? t("timeline.by_platform"), isDone ? null : t("timeline.not_done"), reason],
        ];
      }
      case "corrected":
        return [
          t("timeline.corrected"),
          [aside.correction.user_name ?? t("commands.gone"), aside.correction.reason],
        ];
    }
  }

  return (
    <>
      <span className="block font-medium">{words}</span>
      <span className="block text-[0.8125rem] text-pretty text-muted">
        {details.filter((detail) => detail !== null).join(" · ")}
      </span>
    </>
  );
}

function Turn({ kind, moment }: { kind: "started" | "changed" | "ended"; moment: Moment }) {
  const { t } = useTranslation();
  const { register } = useFormats();
  const { charging_state: state, stop_reason: reason, energy_wh: energyWh, offline } = moment;
  const details = [
    kind === "started" && state !== null && stateName(state),
    kind === "ended" && stopReasonName(reason, t),
    energyWh !== null && t("timeline.meter", { wh: Object.values(register(energyWh)).join(" ") }),
    offline && t("timeline.offline"),
  ].filter((detail) => detail !== false);

  function stateName(name: string): string {
    return t(`charging_state.${name}` as ParseKeys, { defaultValue: name });
  }

  return (
    <>
      <span className="block font-medium">
        {kind === "changed" ? stateName(state ?? "") : t(`timeline.${kind}`)}
      </span>
      <span className="block text-[0.8125rem] text-muted">{details.join(" · ")}</span>
    </>
  );
}

interface EntryProps {
  at: string;
  timezone: string;
  isQuiet?: boolean;
  children: ReactNode;
}

function Entry({ at, timezone, isQuiet = false, children }: EntryProps) {
  const { preciseTime } = useFormats();
  return (
    <li className="grid grid-cols-[4.5rem_1fr] gap-3 pb-4">
      <time dateTime={at} className="text-muted">
        {preciseTime(at, timezone)}
      </time>
      <div className={isQuiet ? "text-muted" : ""}>{children}</div>
    </li>
  );
}
