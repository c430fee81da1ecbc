import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { FailureNotice, Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { timelineQuery, type Session } from "./queries";

/** What happened during a session, in order: frames, states, price. */
export function Timeline({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { preciseTime } = useFormats();
  const timeline = useQuery(timelineQuery(session.id));
  if (timeline.isError) {
    return <FailureNotice error={timeline.error} onRetry={() => void timeline.refetch()} />;
  }
  if (timeline.data === undefined) {
    return (
      <Loading>
        <Skeleton className="h-64" />
      </Loading>
    );
  }
  if (timeline.data.length === 0) return <Notice icon="clock" title={t("timeline.empty")} />;
  return (
    <ol className="text-sm">
      {timeline.data.map((item, index) => (
        <li key={index} className="grid grid-cols-[5rem_1fr] gap-3 pb-4">
          <time dateTime={item.at} className="text-muted">
            {preciseTime(item.at, session.timezone)}
          </time>
          <span>{item.title}</span>
        </li>
      ))}
    </ol>
  );
}
