import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Cost } from "@/features/sessions/cost";
import { Elapsed } from "@/features/sessions/elapsed";
import { PersonName } from "@/features/sessions/person-name";
import { PowerGauge } from "@/features/sessions/power-gauge";
import { ReadThrough, takesCommands } from "@/features/sources/read-age";
import { useFormats } from "@/i18n/formats";
import { Button, buttonClass } from "@/ui/button";
import { Measure } from "@/ui/measure";
import { isFree, placeName, type BoardConnector, type BoardSession } from "./board";
import { StateBadge } from "@/features/stations/connector-state";
import { StateSentence } from "./state-sentence";

export interface ConnectorCardProps {
  connector: BoardConnector;
  /** Far from the screen it stays as it was drawn. */
  isNear: boolean;
  onStart: (connector: BoardConnector) => void;
  onStop: (connector: BoardConnector) => void;
}

/** One connector as someone in front of it would describe it; small while nobody uses it. */
function Card({ connector, onStart, onStop }: ConnectorCardProps) {
  const { session, source } = connector;
  const isOld = source !== null && source.freshness !== "live";
  return (
    <article
      className={`flex h-full flex-col rounded-lg border bg-surface p-4 ${isOld ? "border-dashed border-line-strong" : "border-line"}`}
    >
      <div className="flex items-center justify-between gap-3">
        <StateBadge state={connector.state} />
        <Place connector={connector} />
      </div>
      {session === null ? (
        <Vacant connector={connector} onStart={onStart} />
      ) : (
        <>
          <Charge session={session} isRead={source !== null} />
          <div className="mt-3 mb-4">
            <StateSentence connector={connector} />
          </div>
          <ChargeActions connector={connector} session={session} onStop={() => onStop(connector)} />
        </>
      )}
      {source && <ReadThrough source={source} className="mt-3" />}
    </article>
  );
}

export const ConnectorCard = memo(Card, isSeenAlike);

function isSeenAlike(before: ConnectorCardProps, after: ConnectorCardProps): boolean {
  if (!after.isNear) return true;
  const { connector, onStart, onStop, isNear } = before;
  return (
    isNear && connector === after.connector && onStart === after.onStart && onStop === after.onStop
  );
}

function Place({ connector }: { connector: BoardConnector }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/stations/$stationId"
      params={{ stationId: connector.station_id }}
      className="text-right text-sm text-balance text-muted hover:text-ink hover:underline"
    >
      {placeName(connector, t)}
    </Link>
  );
}

function Vacant({ connector, onStart }: Omit<ConnectorCardProps, "onStop" | "isNear">) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  return (
    <div className="mt-3 flex min-h-10 grow items-center justify-between gap-3">
      <StateSentence connector={connector} />
      {mayCommand && isFree(connector) && (
        <Button small icon="play" onClick={() => onStart(connector)}>
          {t("session.start")}
        </Button>
      )}
    </div>
  );
}

interface ChargeProps {
  session: BoardSession;
  /** Told by a cloud, which says no power. */
  isRead: boolean;
}

function Charge({ session, isRead }: ChargeProps) {
  const { t } = useTranslation();
  const { energy } = useFormats();
  return (
    <>
      <p className="mt-4 truncate font-semibold">
        <PersonName session={session} />
      </p>
      {session.person?.unit && <p className="truncate text-sm text-muted">{session.person.unit}</p>}
      {(!isRead || session.power_w !== null) && (
        <PowerGauge powerW={session.power_w} offeredW={session.offered_w} />
      )}
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

interface ChargeActionsProps {
  connector: BoardConnector;
  session: BoardSession;
  onStop: () => void;
}

function ChargeActions({ connector, session, onStop }: ChargeActionsProps) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations") && takesCommands(connector.source);
  return (
    <div className="mt-auto flex gap-2">
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session.id }}
        className={`grow ${buttonClass("secondary", true)}`}
      >
        {t("board.see_session")}
      </Link>
      {mayCommand && (
        <Button small icon="stop" onClick={onStop}>
          {t("session.stop")}
        </Button>
      )}
    </div>
  );
}
