import type { ParseKeys, TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { paceOf } from "@/features/sessions/pace";
import { useFormats, type Formats } from "@/i18n/formats";
import { useNow } from "@/ui/now";
import type { BoardConnector } from "./board";

/** What a connector does in one plain sentence, for people who never saw OCPP. */
export function StateSentence({ connector }: { connector: BoardConnector }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (
    <p className="text-sm text-muted text-pretty">{stateSentence(connector, t, formats, now)}</p>
  );
}

export function stateSentence(
  connector: BoardConnector,
  t: TFunction,
  formats: Formats,
  now: number,
): string {
  const { state, session, ocpp_status, last_seen_at } = connector;
  if (session?.freshness === "stale" && session.last_reading_at !== null) {
    return t("sentence.stale", { ago: formats.ago(session.last_reading_at, now) });
  }
  switch (state) {
    case "offline":
      return last_seen_at === null
        ? t("sentence.never_seen")
        : t("sentence.offline", { ago: formats.ago(last_seen_at, now) });
    case "faulted":
      return t("sentence.faulted", { fault: faultName(connector.error_code, t) });
    case "idle":
      return t(session?.status === "suspended_evse" ? "sentence.idle_evse" : "sentence.idle_ev");
    case "waiting":
      return t(ocpp_status === "Finishing" ? "sentence.finishing" : "sentence.preparing");
    case "available":
      return t("sentence.available");
    case "reserved":
      return reservedSentence(connector, t, formats, now);
    case "in_use":
      if (session === null) return t("sentence.ghost");
      return t(`sentence.${paceOf(session) ?? "in_use"}`);
  }
}

function reservedSentence(
  { reserved, timezone }: BoardConnector,
  t: TFunction,
  formats: Formats,
  now: number,
): string {
  const held = reserved.find(
    ({ starts_at, expires_at }) => Date.parse(starts_at) <= now && now < Date.parse(expires_at),
  );
  if (held === undefined) return t("sentence.reserved");
  const until = formats.time(held.expires_at, timezone);
  const unit = held.person?.unit;
  if (unit) return t("sentence.reserved_for_unit", { unit, until });
  return held.person
    ? t("sentence.reserved_for", { name: held.person.name, until })
    : t("sentence.reserved_until", { until });
}

/** Return a fault in words; codes that a vendor invented stay as the station spelt them. */
export function faultName(code: string | null, t: TFunction): string {
  if (code === null) return t("fault.unnamed");
  return t(`fault.${code}` as ParseKeys, { defaultValue: code });
}
