import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { sessionsQuery } from "@/features/sessions/queries";
import { SessionTable } from "@/features/sessions/session-table";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Announcements } from "./announcements";
import { messagesQuery, type Message } from "./messages";
import type { Station } from "./queries";

const SHOWN = 10;

/** What happened at a station: its latest charges, what it told, and its boots. */
export function HistoryPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayRead = useMay("read:id_tokens");
  return (
    <div className="grid gap-10">
      <Section title={t("history.sessions")} className="">
        <LatestSessions station={station} />
      </Section>
      {mayRead && (
        <>
          <Section title={t("history.announcements")} className="">
            <Announcements station={station} />
          </Section>
          <Section title={t("history.boots")} className="">
            <Boots station={station} />
          </Section>
        </>
      )}
    </div>
  );
}

function LatestSessions({ station }: { station: Station }) {
  const { t } = useTranslation();
  const filters = { station_id: station.id, period: "all" } as const;
  const sessions = useInfiniteQuery(sessionsQuery(filters, station.timezone));
  if (sessions.data === undefined) {
    return (
      <Awaiting query={sessions}>
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      </Awaiting>
    );
  }
  const latest = sessions.data.pages[0]?.items.slice(0, SHOWN) ?? [];
  if (latest.length === 0) return <Notice icon="history" title={t("sessions.empty")} />;
  return (
    <>
      <SessionTable sessions={latest} />
      <p className="mt-4">
        <Link to="/sessions" search={filters} className={buttonClass("secondary", true)}>
          {t("history.every_session")}
        </Link>
      </p>
    </>
  );
}

function Boots({ station }: { station: Station }) {
  const { t } = useTranslation();
  const boots = useInfiniteQuery(messagesQuery(station.id, { action: "BootNotification" }));
  if (boots.data === undefined) {
    return (
      <Awaiting query={boots}>
        <Loading>
          <Skeleton className="h-24" />
        </Loading>
      </Awaiting>
    );
  }
  const latest = boots.data.pages[0]?.items.slice(0, SHOWN) ?? [];
  if (latest.length === 0) return <Notice icon="plug" title={t("history.no_boots")} />;
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {latest.map((message) => (
        <Boot key={message.id} message={message} timezone={station.timezone} />
      ))}
    </ol>
  );
}

function Boot({ message, timezone }: { message: Message; timezone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { firmware, reason } = readBoot(message.request);
  return (
    <li className="flex flex-wrap justify-between gap-x-4 gap-y-1 px-4 py-2">
      <span>
        {t("history.boot")}
        {reason !== null && ` · ${reason}`}
        {firmware !== null && ` · ${t("station.firmware")} ${firmware}`}
      </span>
      <time dateTime={message.received_at} className="text-muted">
        {dateTime(message.received_at, timezone)}
      </time>
    </li>
  );
}

/** 1.6 says its firmware flat, 2.x inside of `chargingStation` and with a reason. */
function readBoot(request: string): { firmware: string | null; reason: string | null } {
  try {
    const boot = JSON.parse(request) as {
      firmwareVersion?: unknown;
      chargingStation?: { firmwareVersion?: unknown };
      reason?: unknown;
    };
    const firmware = boot.firmwareVersion ?? boot.chargingStation?.firmwareVersion;
    return {
      firmware: typeof firmware === "string" ? firmware : null,
      reason: typeof boot.reason === "string" ? boot.reason : null,
    };
  } catch {
    return { firmware: null, reason: null };
  }
}
