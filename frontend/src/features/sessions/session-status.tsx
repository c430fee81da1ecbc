import type { ParseKeys, TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ConnectorState } from "@/features/stations/connector-state";
import { Icon, type IconName } from "@/ui/icon";
import type { Session } from "./queries";

/** A session's state borrows the colour of the connector's: one language for both. */
const LOOKS: Record<Session["status"], { icon: IconName; tone: ConnectorState }> = {
  preparing: { icon: "clock", tone: "waiting" },
  charging: { icon: "bolt", tone: "in_use" },
  suspended_ev: { icon: "pause", tone: "idle" },
  suspended_evse: { icon: "pause", tone: "idle" },
  finishing: { icon: "clock", tone: "waiting" },
  ended: { icon: "check", tone: "offline" },
};

/** Where a session stands; once ended, why it ended. */
export function SessionStatus({ session }: { session: Pick<Session, "status" | "stop_reason"> }) {
  const { t } = useTranslation();
  const { icon, tone } = LOOKS[session.status];
  const reason = session.status === "ended" ? stopReasonName(session.stop_reason, t) : null;
  return (
    <span data-tone={tone} className="inline-flex items-start gap-1.5">
      <Icon name={icon} size={16} className="mt-0.5 text-(--tone)" />
      <span>
        <span className={session.status === "ended" ? "" : "font-medium text-(--tone)"}>
          {t(`session_status.${session.status}`)}
        </span>
        {reason !== null && <span className="block text-[0.8125rem] text-muted">{reason}</span>}
      </span>
    </span>
  );
}

/** Return a stop reason in words; reasons that a vendor invented stay as the station spelt them. */
export function stopReasonName(reason: string | null, t: TFunction): string {
  if (reason === null) return t("stop_reason.none");
  return t(`stop_reason.${reason}` as ParseKeys, { defaultValue: reason });
}
