import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Cost } from "@/features/sessions/cost";
import { Elapsed } from "@/features/sessions/elapsed";
import { PersonName } from "@/features/sessions/person-name";
import { PowerGauge } from "@/features/sessions/power-gauge";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { Measure } from "@/ui/measure";
import type { BoardConnector, BoardSession } from "./board";
import { StateBadge } from "./connector-state";
import { StateSentence } from "./state-sentence";

interface ConnectorCardProps {
  connector: BoardConnector;
  onStart: (connector: BoardConnector) => void;
  onStop: (connector: BoardConnector) => void;
}

/** One connector as someone in front of it would describe it. */
export const ConnectorCard = memo(function ConnectorCard({
  connector,
  onStart,
  onStop,
}: ConnectorCardProps) {
  const { t } = useTranslation();
  const { state, session } = connector;
  const canStart = session === null && (state === "available" || state === "waiting");
  return (
    <article className="flex h-full flex-col rounded-lg border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-2">
        <StateBadge state={state} />
        <Link
          to="/stations/$stationId"
          params={{ stationId: connector.station_id }}
          className="truncate text-[0.8125rem] text-muted hover:text-ink hover:underline"
        >
          {t("connector.place", { station: connector.station_name, number: connector.connector })}
        </Link>
      </div>
      {session !== null && <Charge session={session} />}
      <div className="mt-4">
        <StateSentence connector={connector} />
      </div>
      <div className="mt-auto flex gap-2 pt-4">
        {session !== null && (
          <>
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId: session.id }}
              className="inline-flex h-8 grow items-center justify-center rounded-md border border-line-strong/60 px-3 text-[0.8125rem] font-medium hover:border-line-strong hover:bg-sunken"
            >
              {t("board.see_session")}
            </Link>
            <Button small icon="stop" onClick={() => onStop(connector)}>
              {t("session.stop")}
            </Button>
          </>
        )}
        {canStart && (
          <Button small icon="play" className="grow" onClick={() => onStart(connector)}>
            {t("session.start")}
          </Button>
        )}
      </div>
    </article>
  );
});

function Charge({ session }: { session: BoardSession }) {
  const { t } = useTranslation();
  const { energy } = useFormats();
  return (
    <>
      <h3 className="mt-4 truncate text-base font-semibold">
        <PersonName session={session} />
      </h3>
      <p className="truncate text-sm text-muted">{session.person?.unit ?? " "}</p>
      <PowerGauge powerW={session.power_w} offeredW={session.offered_w} />
      <dl className="mt-4 grid grid-cols-3 gap-2 text-sm">
        <Detail label={t("session.energy")}>
          <Measure quantity={session.energy_wh === null ? null : energy(session.energy_wh)} />
        </Detail>
        <Detail label={t("session.time")}>
          <Elapsed since={session.started_at} />
        </Detail>
        <Detail label={t("session.cost_so_far")}>
          <Cost cost={session.cost} />
        </Detail>
      </dl>
    </>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 font-medium whitespace-nowrap">{children}</dd>
    </div>
  );
}
