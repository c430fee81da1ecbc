import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { buttonClass } from "@/ui/button";
import { FailureNotice } from "@/ui/notice";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { boardQuery, groupBySite } from "@/features/board/board";
import { ConnectorGrid } from "@/features/board/connector-grid";
import { Conversation } from "./conversation";
import { stationQuery, type Station } from "./queries";
import { StationContact } from "./station-contact";

const route = getRouteApi("/signed-in/stations/$stationId");

/** One station: its connectors, what it is, what it said. */
export function StationPage() {
  const { t } = useTranslation();
  const { stationId } = route.useParams();
  const station = useQuery(stationQuery(stationId));
  const back = <BackLink to="/stations">{t("stations.title")}</BackLink>;
  if (station.data === undefined) {
    return (
      <Page title={t("station.title")} back={back}>
        {station.isError ? (
          <FailureNotice error={station.error} onRetry={() => void station.refetch()} />
        ) : (
          <Loading className="grid gap-8">
            <Skeleton className="h-48" />
            <Skeleton className="h-64" />
          </Loading>
        )}
      </Page>
    );
  }
  return (
    <Page
      title={station.data.name}
      back={back}
      summary={
        <p>
          {station.data.site_name ?? t("site.none")} · <StationContact station={station.data} />
        </p>
      }
      actions={
        <Link
          to="/sessions"
          search={{ station_id: stationId }}
          className={buttonClass("secondary")}
        >
          {t("station.sessions")}
        </Link>
      }
    >
      <Connectors stationId={stationId} />
      <div className="grid items-start gap-x-12 lg:grid-cols-[1fr_20rem]">
        <Section title={t("conversation.title")}>
          <Conversation station={station.data} />
        </Section>
        <Section title={t("station.about")}>
          <About station={station.data} />
        </Section>
      </div>
    </Page>
  );
}

function Connectors({ stationId }: { stationId: string }) {
  const board = useQuery(boardQuery);
  const own = board.data?.filter((row) => row.station_id === stationId) ?? [];
  return <ConnectorGrid connectors={groupBySite(own)[0]?.connectors ?? []} />;
}

function About({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const facts: [string, string | null][] = [
    [t("station.identity"), station.ocpp_identity],
    [t("station.protocol"), station.ocpp_version],
    [t("station.vendor"), station.vendor],
    [t("station.model"), station.model],
    [t("station.serial_number"), station.serial_number],
    [t("station.firmware"), station.firmware_version],
    [t("station.registration"), t(`registration.${station.registration}`)],
    [
      t("station.last_seen"),
      station.last_seen_at && dateTime(station.last_seen_at, station.timezone),
    ],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="text-right break-all">{value ?? "—"}</dd>
        </div>
      ))}
    </dl>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10 min-w-0">
      <h2 className="mb-4 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
