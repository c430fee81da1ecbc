import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { StateMark } from "@/ui/badge";
import { buttonClass } from "@/ui/button";
import { useNow } from "@/ui/now";
import { noticeTroublesQuery } from "./notice-troubles-query";

/** Notices that did not arrive, and channels by which none can; nothing while all is well. */
export function NoticeTroubles() {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const { data } = useQuery(noticeTroublesQuery);
  if (data === undefined || (data.closed.length === 0 && data.dead === 0)) return null;
  const look = buttonClass("secondary", true);
  return (
    <ul
      aria-label={t("notice_trouble.title")}
      className="mb-6 divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {data.closed.map(({ channel, closed_at, closed_reason }) => (
        <Line
          key={channel}
          what={t(`notice_trouble.closed.${channel}`)}
          detail={[closed_at && ago(closed_at, now), closed_reason].filter(Boolean).join(" · ")}
        >
          <Link to="/notice-settings" search={{ tab: "channels" }} className={look}>
            {t("notice_trouble.see_channel")}
          </Link>
        </Line>
      ))}
      {data.dead > 0 && (
        <Line
          what={
            data.hasMore
              ? t("notice_trouble.dead_many", { count: data.dead })
              : t("notice_trouble.dead", { count: data.dead })
          }
          detail={t("notice_trouble.dead_hint")}
        >
          <Link to="/notice-settings" search={{ tab: "log", state: "dead" }} className={look}>
            {t("notice_trouble.see_log")}
          </Link>
        </Line>
      )}
    </ul>
  );
}

function Line({ what, detail, children }: { what: string; detail: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[9rem_1fr_auto] md:items-start">
      <StateMark tone="idle" icon="alert">
        {t("severity.warning")}
      </StateMark>
      <div className="min-w-0">
        <p className="font-semibold">{what}</p>
        <p className="mt-0.5 text-[0.8125rem] text-pretty break-words text-muted">{detail}</p>
      </div>
      <div className="md:justify-self-end">{children}</div>
    </li>
  );
}
