import { Link } from "@tanstack/react-router";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { StateMark, type Tone } from "@/ui/badge";
import { Button, buttonClass } from "@/ui/button";
import type { IconName } from "@/ui/icon";
import { useNow } from "@/ui/now";
import type { AttentionItem, Incident } from "./queries";

const MARKS: Record<AttentionItem["severity"], { tone: Tone; icon: IconName }> = {
  critical: { tone: "faulted", icon: "alert" },
  warning: { tone: "idle", icon: "clock" },
  info: { tone: "waiting", icon: "info" },
};

interface AttentionLineProps {
  item: AttentionItem;
  onAcknowledge: (incident: Incident) => void;
}

/** One thing that needs somebody: what, where, since when, and its remedy. */
export function AttentionLine({ item, onAcknowledge }: AttentionLineProps) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const mayWrite = useMay("write:stations");
  const { severity, since, incident } = item;
  const word = incident?.kind ?? item.kind;
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[9rem_1fr_auto] md:items-start">
      <StateMark {...MARKS[severity]}>{t(`severity.${severity}`)}</StateMark>
      <div className="min-w-0">
        <p className="font-semibold">{placeOf(item) ?? t("attention.somewhere")}</p>
        <p className="mt-0.5 text-pretty">
          {t(`trouble.${word}` as ParseKeys)} <Cause item={item} />
        </p>
        <p className="mt-1 text-[0.8125rem] text-muted">
          {ago(since, now)}
          {incident?.escalated_at && ` · ${t("attention.escalated")}`}
          {incident?.acknowledged_at && ` · ${acknowledged(incident)}`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2 md:justify-end">
        {mayWrite && incident && !incident.acknowledged_at && (
          <Button small onClick={() => onAcknowledge(incident)}>
            {t("attention.acknowledge")}
          </Button>
        )}
        <Remedy item={item} />
      </div>
    </li>
  );

  function acknowledged({ acknowledged_note: note, acknowledged_by_name: name }: Incident): string {
    const who = name ?? t("commands.gone");
    return note ? t("attention.noted", { who, note }) : t("attention.known_by", { who });
  }
}

function placeOf({ incident, station, handshake, connector }: AttentionItem): string | null {
  const name = station?.name ?? incident?.subject ?? handshake?.identity ?? null;
  return name !== null && connector !== null && connector > 1 ? `${name} · ${connector}` : name;
}

/** Why, as far as the station or the source said so. */
function Cause({ item: { incident, handshake, session } }: { item: AttentionItem }) {
  const { t } = useTranslation();
  if (handshake) return t(`refusal.${handshake.reason}.todo`);
  if (session?.person) return t("attention.of_person", { name: session.person.name });
  const code = incident?.error_code;
  if (code) return `${t(`fault.${code}` as ParseKeys, { defaultValue: code })}.`;
  return incident?.detail ?? null;
}

/** Where it can be settled. */
function Remedy({ item: { kind, session, station, incident } }: { item: AttentionItem }) {
  const { t } = useTranslation();
  const look = buttonClass("secondary", true);
  if (kind === "refused_handshake") {
    return (
      <Link to="/stations" search={{ view: "refused" }} className={look}>
        {t("attention.see_refused")}
      </Link>
    );
  }
  const sessionId = session?.id ?? incident?.session_id;
  if (sessionId && kind !== "incident") {
    return (
      <Link to="/sessions/$sessionId" params={{ sessionId }} className={look}>
        {t("attention.see_session")}
      </Link>
    );
  }
  if (incident?.source_id) {
    return (
      <Link to="/sources/$sourceId" params={{ sourceId: incident.source_id }} className={look}>
        {t("attention.see_source")}
      </Link>
    );
  }
  const stationId = station?.id ?? incident?.station_id;
  if (!stationId) return null;
  return (
    <Link
      to="/stations/$stationId"
      params={{ stationId }}
      search={kind === "pending_station" ? { tab: "setup" } : {}}
      className={look}
    >
      {t("attention.see_station")}
    </Link>
  );
}
