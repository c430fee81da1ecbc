import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Icon, type IconName } from "@/ui/icon";
import { useNow } from "@/ui/now";
import type { InboxNotice } from "./inbox-queries";
import type { Kind } from "./queries";

const ICONS: Record<Kind, IconName> = {
  charging_started: "bolt",
  idle_started: "pause",
  battery_full: "check",
  charging_ended: "check",
  interrupted: "stop",
  fault: "alert",
  station_free: "plug",
  reservation_confirmed: "check",
  reservation_expiring: "history",
  reservation_expired: "stop",
  reservation_cancelled: "stop",
  admin_alert: "alert",
  daily_summary: "history",
};

interface InboxListProps {
  notices: readonly InboxNotice[];
  onOpen: (notice: InboxNotice) => void;
}

/** What one was told, the latest first; what was not read yet stands out by a dot and a word. */
export function InboxList({ notices, onOpen }: InboxListProps) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  return (
    <ul className="divide-y divide-line">
      {notices.map((notice) => (
        <li key={notice.id} className="relative flex gap-3 px-4 py-3 text-sm hover:bg-sunken">
          <Icon
            name={ICONS[notice.kind]}
            className={notice.read_at === null ? "text-accent" : "text-muted"}
          />
          <div className="min-w-0 grow">
            <p className="flex items-baseline justify-between gap-3">
              <Link
                to={notice.link}
                onClick={() => onOpen(notice)}
                className={`min-w-0 break-words after:absolute after:inset-0 ${notice.read_at === null ? "font-semibold" : ""}`}
              >
                {notice.subject}
              </Link>
              <time dateTime={notice.at} className="shrink-0 text-[0.8125rem] text-muted">
                {ago(notice.at, now)}
              </time>
            </p>
            <p className="mt-0.5 text-[0.8125rem] break-words whitespace-pre-line text-muted">
              {notice.text}
            </p>
          </div>
          {notice.read_at === null && (
            <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
              <span className="sr-only">{t("bell.unread")}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
