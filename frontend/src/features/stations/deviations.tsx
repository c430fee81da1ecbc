/** How a station leaves the standard and is understood all the same. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { useFormats } from "@/i18n/formats";
import { FailureNotice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { Section } from "@/ui/section";

function deviationsQuery(stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "deviations"],
    queryFn: ({ signal }) => {
      const params = { path: { station_id: stationId } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/deviations", { params, signal }));
    },
  });
}

/** Nothing is shown of a station that keeps to the standard. */
export function Deviations({ stationId }: { stationId: string }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const found = useQuery(deviationsQuery(stationId));
  if (found.isError) {
    return <FailureNotice error={found.error} onRetry={() => void found.refetch()} />;
  }
  const deviations = found.data?.items ?? [];
  if (deviations.length === 0) return null;
  return (
    <Section title={t("deviations.title")} className="">
      <p className="mb-3 text-sm text-muted">{t("deviations.hint")}</p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
        {deviations.map(({ kind, action, title, description, times, last_at }) => (
          <li key={`${kind} ${action}`} className="px-4 py-3">
            <p className="font-semibold">{title}</p>
            <p className="mt-0.5 text-pretty">{description}</p>
            <p className="mt-1 text-[0.8125rem] text-muted">
              {action} · {t("deviations.times", { count: times })} · {ago(last_at, now)}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
