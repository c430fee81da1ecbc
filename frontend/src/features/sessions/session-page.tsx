import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { ReadThrough, takesCommands } from "@/features/sources/read-age";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Figure } from "@/ui/figure";
import { Measure } from "@/ui/measure";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { CloseDialog } from "./close-dialog";
import { Corrections } from "./corrections";
import { Cost } from "./cost";
import { EnergyExplanation } from "./energy-explanation";
import { PaceReason } from "./pace-reason";
import { PersonDialog } from "./person-dialog";
import { usePersonName } from "./person-name";
import { PriceLines } from "./price-lines";
import { sessionQuery, type Session } from "./queries";
import { SessionCurve } from "./session-curve";
import { SessionDuration } from "./session-duration";
import { SessionFlags } from "./session-flags";
import { SessionStatus } from "./session-status";
import { StopDialog } from "./stop-dialog";
import { Timeline } from "./timeline";

const route = getRouteApi("/signed-in/sessions/$sessionId");

/** One charge, from plug to receipt, and how each of its numbers came to be. */
export function SessionPage() {
  const { t } = useTranslation();
  const { sessionId } = route.useParams();
  const session = useQuery(sessionQuery(sessionId));
  if (session.data !== undefined) return <SessionDetail session={session.data} />;
  return (
    <Page title={t("session.title")} back={<BackToList />}>
      <Awaiting query={session}>
        <Loading className="grid gap-8">
          <Skeleton className="h-20" />
          <Skeleton className="h-80" />
          <Skeleton className="h-40" />
        </Loading>
      </Awaiting>
    </Page>
  );
}

function SessionDetail({ session }: { session: Session }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"stop" | "close" | "person" | null>(null);
  const person = usePersonName(session);
  const mayCommand = useMay("command:stations");
  const mayCorrect = useMay("write:sessions");
  const isOpen = session.status !== "ended";
  return (
    <Page
      title={person}
      back={<BackToList />}
      summary={<Whereabouts session={session} />}
      actions={
        <>
          {mayCorrect && (
            <Button onClick={() => setAsked("person")}>{t("person_correction.ask")}</Button>
          )}
          {isOpen && mayCorrect && (
            <Button onClick={() => setAsked("close")}>{t("close.ask")}</Button>
          )}
          {isOpen && mayCommand && takesCommands(session.read_through) && (
            <Button icon="stop" onClick={() => setAsked("stop")}>
              {t("session.stop")}
            </Button>
          )}
        </>
      }
    >
      <SessionFlags flags={session.flags} freshness={session.freshness} />
      <Figures session={session} />
      <Section title={t("curve.title")}>
        <SessionCurve session={session} />
      </Section>
      <div className="grid items-start gap-x-12 lg:grid-cols-2">
        <div>
          <Section title={t("energy.title")}>
            <EnergyExplanation session={session} />
          </Section>
          <Section title={t("price.title")}>
            <PriceLines session={session} />
          </Section>
          <Corrections session={session} />
        </div>
        <Section title={t("timeline.title")}>
          <Timeline session={session} />
        </Section>
      </div>
      {asked === "person" && <PersonDialog session={session} onClose={() => setAsked(null)} />}
      {asked === "stop" && <StopDialog session={session} onClose={() => setAsked(null)} />}
      {asked === "close" && <CloseDialog session={session} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function Whereabouts({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { dateTime, time } = useFormats();
  const { station_id, station_name: station, connector, started_at, ended_at, timezone } = session;
  return (
    <>
      {session.person?.unit && <p>{session.person.unit}</p>}
      <p>
        <Link
          to="/stations/$stationId"
          params={{ stationId: station_id }}
          className="underline decoration-line-strong underline-offset-4 hover:text-ink"
        >
          {connector === null ? station : t("connector.place", { station, number: connector })}
        </Link>
        {session.site_name !== null && ` · ${session.site_name}`}
      </p>
      <p>
        {dateTime(started_at, timezone)}
        {ended_at !== null && ` – ${time(ended_at, timezone)}`}
      </p>
      {session.read_through && <ReadThrough source={session.read_through} />}
    </>
  );
}

function Figures({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { energy, power, percent } = useFormats();
  const { energy_wh, power_w, offered_w, soc_percent, status } = session;
  const isOpen = status !== "ended";
  const offered = offered_w === null ? "" : Object.values(power(offered_w)).join(" ");
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-6 rounded-lg border border-line bg-surface p-4 sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] md:p-6">
      <Figure label={t("session.energy")} note={t(`energy.quality.${session.energy_quality}`)}>
        <Measure quantity={energy_wh === null ? null : energy(energy_wh)} />
      </Figure>
      <Figure
        label={t(isOpen ? "session.cost_so_far" : "session.cost")}
        note={t(`price.rating.${session.rating}`)}
      >
        <Cost cost={session.cost} />
      </Figure>
      <Figure label={t("session.time")}>
        <SessionDuration session={session} />
      </Figure>
      {isOpen && (
        <Figure
          label={t("session.power")}
          note={offered_w === null ? undefined : t("pace.of_offered", { offered })}
        >
          <Measure quantity={power_w === null ? null : power(power_w)} />
        </Figure>
      )}
      {soc_percent !== null && (
        <Figure label={t("session.soc")}>
          <Measure quantity={percent(soc_percent)} />
        </Figure>
      )}
      <div>
        <dt className="text-[0.8125rem] text-muted">{t("session.status")}</dt>
        <dd className="mt-2 text-sm">
          <SessionStatus session={session} />
          <PaceReason session={session} />
        </dd>
      </div>
    </dl>
  );
}

function BackToList() {
  const { t } = useTranslation();
  return (
    <BackLink to="/sessions" search={{}}>
      {t("sessions.title")}
    </BackLink>
  );
}
