/** What a station told besides charges and states: the last word on each thing. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { everyPage } from "@/api/pages";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { Loading, Skeleton } from "@/ui/skeleton";
import type { Station } from "./queries";

const LONG_PAGE = 200;

function announcementsQuery(stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "announcements"],
    queryFn: ({ signal }) =>
      everyPage((page) => {
        const params = { path: { station_id: stationId }, query: { limit: LONG_PAGE, ...page } };
        return bodyOf(api.GET("/api/v1/stations/{station_id}/announcements", { params, signal }));
      }),
  });
}

/** The latest first. */
export function Announcements({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const announcements = useQuery(announcementsQuery(station.id));
  if (announcements.data === undefined) {
    return (
      <Awaiting query={announcements}>
        <Loading>
          <Skeleton className="h-24" />
        </Loading>
      </Awaiting>
    );
  }
  if (announcements.data.length === 0) {
    return <Notice icon="info" title={t("announcements.empty")} />;
  }
  const latest = [...announcements.data].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {latest.map(({ id, topic, key, status, at }) => (
        <li key={id} className="px-4 py-3">
          <p className="break-words">
            <span className="font-semibold">{t(`announcements.topic.${topic}`)}</span>
            {status !== null && ` · ${status}`}
          </p>
          <p className="mt-1 text-[0.8125rem] break-words text-muted">
            {key !== "" && `${key} · `}
            {ago(at, now)}
          </p>
        </li>
      ))}
    </ul>
  );
}
