import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { FailureNotice, Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { energyQuery, readingsQuery, type Session } from "./queries";
import { ReadingTable } from "./reading-table";

const CurveChart = lazy(async () => {
  const { CurveChart } = await import("./curve-chart");
  return { default: CurveChart };
});

/** The course of a charge as a chart, and as a table for those who cannot see it. */
export function SessionCurve({ session }: { session: Session }) {
  const { t } = useTranslation();
  const readings = useQuery(readingsQuery(session.id));
  const energy = useQuery(energyQuery(session.id));
  if (readings.isError && readings.data === undefined) {
    return <FailureNotice error={readings.error} onRetry={() => void readings.refetch()} />;
  }
  if (readings.data === undefined) return <CurveSkeleton />;
  if (readings.data.length < 2) {
    return session.read_through === null ? (
      <Notice icon="clock" title={t("curve.too_short")} />
    ) : (
      <p className="max-w-prose text-sm text-pretty text-muted">{t("curve.cloud_has_none")}</p>
    );
  }
  return (
    <>
      <Suspense fallback={<CurveSkeleton />}>
        <CurveChart
          readings={readings.data}
          startWh={energy.data?.parts[0]?.first?.wh ?? null}
          prices={session.price_lines}
          timezone={session.timezone}
        />
      </Suspense>
      <ReadingTable readings={readings.data} timezone={session.timezone} />
    </>
  );
}

function CurveSkeleton() {
  return (
    <Loading>
      <Skeleton className="h-96" />
    </Loading>
  );
}
