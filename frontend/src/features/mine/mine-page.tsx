import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Cost } from "@/features/sessions/cost";
import { Elapsed } from "@/features/sessions/elapsed";
import { PowerGauge } from "@/features/sessions/power-gauge";
import { sessionsQuery, type Session } from "@/features/sessions/queries";
import { SessionStatus } from "@/features/sessions/session-status";
import { SessionTable } from "@/features/sessions/session-table";
import { StopDialog } from "@/features/sessions/stop-dialog";
import { ReadThrough, takesCommands } from "@/features/sources/read-age";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Button, buttonClass } from "@/ui/button";
import { Figure } from "@/ui/figure";
import { ListView } from "@/ui/list-view";
import { Measure } from "@/ui/measure";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { FreeStations } from "./free-stations";
import { OwnStatements } from "./own-statements";

/** Their own history belongs to them as a whole, whatever the site's calendar says. */
const EVERYTHING = { period: "all" } as const;
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a resident comes for: my charge now, and all that I charged. */
export function MinePage() {
  const { t } = useTranslation();
  const sessions = useInfiniteQuery(sessionsQuery(EVERYTHING, HERE));
  return (
    <Page title={t("place.mine")}>
      <ListView
        query={sessions}
        empty={
          <Notice icon="bolt" title={t("mine.none")}>
            {t("mine.none_hint")}
          </Notice>
        }
      >
        {(all) => <MyCharges sessions={all} />}
      </ListView>
    </Page>
  );
}

function MyCharges({ sessions }: { sessions: Session[] }) {
  const { t } = useTranslation();
  const [stopping, setStopping] = useState<Session | null>(null);
  const mayBeTold = useMay("receive:notices");
  const open = sessions.filter(({ status }) => status !== "ended");
  const ended = sessions.filter(({ status }) => status === "ended");
  return (
    <>
      {open.map((session) => (
        <ChargeNow key={session.id} session={session} onStop={() => setStopping(session)} />
      ))}
      {open.length === 0 && <p className="text-muted">{t("mine.not_now")}</p>}
      {open.length === 0 && mayBeTold && <FreeStations sessions={sessions} />}
      <OwnStatements />
      {ended.length > 0 && (
        <Section title={t("mine.history")}>
          <SessionTable sessions={ended} areOwn />
        </Section>
      )}
      {stopping && <StopDialog session={stopping} onClose={() => setStopping(null)} />}
    </>
  );
}

/** Big enough to be read at arm's length, in a garage. */
function ChargeNow({ session, onStop }: { session: Session; onStop: () => void }) {
  const { t } = useTranslation();
  const { energy } = useFormats();
  const source = session.read_through;
  const mayStop = useMay("charge:own") && takesCommands(source);
  return (
    <article className="mb-6 max-w-xl rounded-lg border border-line bg-surface p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <SessionStatus session={session} />
        <span className="text-sm text-muted">{session.station_name}</span>
      </div>
      {source && <ReadThrough source={source} className="mt-2" />}
      {(source === null || session.power_w !== null) && (
        <PowerGauge powerW={session.power_w} offeredW={session.offered_w} />
      )}
      <dl className="mt-6 flex flex-wrap gap-x-8 gap-y-4">
        <Figure label={t("session.energy")}>
          <Measure quantity={session.energy_wh === null ? null : energy(session.energy_wh)} />
        </Figure>
        <Figure label={t("session.time")}>
          <Elapsed since={session.started_at} />
        </Figure>
        <Figure label={t("session.cost_so_far")}>
          <Cost cost={session.cost} />
        </Figure>
      </dl>
      <div className="mt-6 flex flex-wrap gap-3">
        {mayStop && (
          <Button tone="primary" icon="stop" className="grow" onClick={onStop}>
            {t("session.stop")}
          </Button>
        )}
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: session.id }}
          className={`grow ${buttonClass("secondary")}`}
        >
          {t("board.see_session")}
        </Link>
      </div>
    </article>
  );
}
