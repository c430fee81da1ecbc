import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ParseKeys } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { StateMark } from "@/ui/badge";
import { Button, buttonClass } from "@/ui/button";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { CloseIncidentDialog } from "./close-incident-dialog";
import { incidentsQuery, type IncidentSearch } from "./incidents-queries";
import type { Incident } from "./queries";

/** What people may end: the rest ends when a station or a source says so. */
const CLOSED_BY_PEOPLE: readonly Incident["kind"][] = [
  "security_event",
  "stale_session",
  "update_failed",
];

interface IncidentListProps {
  search: IncidentSearch;
  /** Left out, those of every station. */
  stationId?: string;
  timeZone: string;
}

/** Incidents, the latest first: what was wrong, from when to when, and who took care of it. */
export function IncidentList({ search, stationId, timeZone }: IncidentListProps) {
  const { t } = useTranslation();
  const incidents = useInfiniteQuery(incidentsQuery(search, stationId));
  const [asked, setAsked] = useState<{ incident: Incident; to: "know" | "close" } | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <ListView query={incidents} empty={<Notice icon="check" title={t("incidents.none")} />}>
        {(found) => (
          <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
            {found.map((incident) => (
              <IncidentLine
                key={incident.id}
                incident={incident}
                timeZone={timeZone}
                namesPlace={stationId === undefined}
                onAsk={(to) => setAsked({ incident, to })}
              />
            ))}
          </ol>
        )}
      </ListView>
      {asked?.to === "know" && <AcknowledgeDialog incident={asked.incident} onClose={close} />}
      {asked?.to === "close" && <CloseIncidentDialog incident={asked.incident} onClose={close} />}
    </>
  );
}

interface IncidentLineProps {
  incident: Incident;
  timeZone: string;
  namesPlace: boolean;
  onAsk: (to: "know" | "close") => void;
}

function IncidentLine({ incident, timeZone, namesPlace, onAsk }: IncidentLineProps) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:stations");
  const { kind, connector, error_code: code, detail, session_id, station_id } = incident;
  const isOpen = incident.status === "open";
  const fault = code === null ? detail : t(`fault.${code}` as ParseKeys, { defaultValue: code });
  const place = [
    namesPlace && incident.subject,
    connector && t("incidents.connector", { number: connector }),
  ];
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[7rem_1fr_auto] md:items-start">
      <StateMark tone={isOpen ? "faulted" : "available"} icon={isOpen ? "alert" : "check"}>
        {t(isOpen ? "incidents.status_open" : "incidents.status_closed")}
      </StateMark>
      <div className="min-w-0">
        <p className="font-semibold">{place.filter(Boolean).join(" · ")}</p>
        <p className="mt-0.5 text-pretty">
          {sentence(t(isOpen ? `trouble.${kind}` : `past_trouble.${kind}`), fault)}
        </p>
        <Span incident={incident} timeZone={timeZone} />
        <Known incident={incident} timeZone={timeZone} />
      </div>
      <div className="flex flex-wrap gap-2 md:justify-end">
        {mayWrite && isOpen && incident.acknowledged_at === null && (
          <Button small onClick={() => onAsk("know")}>
            {t("attention.acknowledge")}
          </Button>
        )}
        {mayWrite && isOpen && CLOSED_BY_PEOPLE.includes(kind) && (
          <Button small onClick={() => onAsk("close")}>
            {t("incidents.close")}
          </Button>
        )}
        {session_id !== null ? (
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: session_id }}
            className={buttonClass("secondary", true)}
          >
            {t("attention.see_session")}
          </Link>
        ) : (
          station_id !== null &&
          namesPlace && (
            <Link
              to="/stations/$stationId"
              params={{ stationId: station_id }}
              className={buttonClass("secondary", true)}
            >
              {t("attention.see_station")}
            </Link>
          )
        )}
      </div>
    </li>
  );
}

/** What was wrong, and the cause after its colon where there is one. */
function sentence(words: string, cause: string | null): string {
  return cause === null ? words.replace(/:$/, ".") : `${words} ${cause}`;
}

/** From when to when, and how long. */
function Span({ incident, timeZone }: { incident: Incident; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime, duration, ago } = useFormats();
  const now = useNow();
  const { began_at: from, closed_at: to, escalated_at } = incident;
  const lasted = to !== null && duration((Date.parse(to) - Date.parse(from)) / 1000);
  return (
    <p className="mt-1 text-[0.8125rem] text-muted tabular-nums">
      {dateTime(from, timeZone)}
      {lasted ? ` · ${t("incidents.lasted", { duration: lasted })}` : ` · ${ago(from, now)}`}
      {escalated_at && ` · ${t("attention.escalated")}`}
    </p>
  );
}

/** Who knew of it, when, and what they said. */
function Known({ incident, timeZone }: { incident: Incident; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { acknowledged_at: at, acknowledged_by_name: name, acknowledged_note: note } = incident;
  if (at === null) return null;
  return (
    <p className="mt-1 text-[0.8125rem] text-pretty text-muted">
      {t("incidents.known", {
        name: name ?? t("commands.gone"),
        when: dateTime(at, timeZone),
      })}
      {note !== null && ` “${note}”`}
    </p>
  );
}
