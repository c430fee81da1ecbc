import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Measure } from "@/ui/measure";
import { Cost } from "./cost";
import { SessionDuration } from "./session-duration";
import { PersonName } from "./person-name";
import { ReadAge } from "@/features/sources/read-age";
import { openlyRead, type Session } from "./queries";
import { SessionStatus } from "./session-status";

const HEAD = "px-3 py-2 text-left font-medium";
const CELL = "px-3 py-3 align-top";

interface SessionTableProps {
  sessions: Session[];
  /** All are the reader's own: whose they are need not be said. */
  areOwn?: boolean;
}

/** Sessions to compare: a table where there is room, lines to tap on a phone. */
export function SessionTable({ sessions, areOwn = false }: SessionTableProps) {
  const { t } = useTranslation();
  return (
    <div className="rounded-lg border border-line bg-surface">
      <ul className="divide-y divide-line lg:hidden">
        {sessions.map((session) => (
          <Line key={session.id} session={session} isOwn={areOwn} />
        ))}
      </ul>
      <table className="hidden w-full text-sm lg:table">
        <thead className="border-b border-line text-[0.8125rem] text-muted">
          <tr>
            <th className={HEAD}>{t("session.started")}</th>
            {!areOwn && <th className={HEAD}>{t("session.who")}</th>}
            <th className={HEAD}>{t("session.where")}</th>
            <th className={HEAD}>{t("session.status")}</th>
            <th className={`${HEAD} text-right`}>{t("session.time")}</th>
            <th className={`${HEAD} text-right`}>{t("session.energy")}</th>
            <th className={`${HEAD} text-right`}>{t("session.cost")}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {sessions.map((session) => (
            <Row key={session.id} session={session} isOwn={areOwn} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ session, isOwn }: { session: Session; isOwn: boolean }) {
  const { date, time, energy } = useFormats();
  const { started_at, timezone, energy_wh } = session;
  return (
    <tr className="group relative hover:bg-sunken">
      <td className={`${CELL} whitespace-nowrap`}>
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: session.id }}
          className="font-medium after:absolute after:inset-0"
        >
          {date(started_at, timezone)}, {time(started_at, timezone)}
        </Link>
      </td>
      {!isOwn && (
        <td className={CELL}>
          <span className="block">
            <PersonName session={session} />
          </span>
          <span className="block text-[0.8125rem] text-muted">{session.person?.unit}</span>
        </td>
      )}
      <td className={CELL}>
        <span className="block max-w-48 truncate xl:max-w-72">{session.station_name}</span>
        <span className="block max-w-48 truncate text-[0.8125rem] text-muted xl:max-w-72">
          {session.site_name}
        </span>
      </td>
      <td className={`${CELL} whitespace-nowrap`}>
        <SessionStatus session={session} />
        <Age session={session} />
      </td>
      <td className={`${CELL} text-right whitespace-nowrap`}>
        <SessionDuration session={session} />
      </td>
      <td className={`${CELL} text-right`}>
        <Measure quantity={energy_wh === null ? null : energy(energy_wh)} />
      </td>
      <td className={`${CELL} text-right whitespace-nowrap`}>
        <Cost cost={session.cost} />
      </td>
    </tr>
  );
}

function Line({ session, isOwn }: { session: Session; isOwn: boolean }) {
  const { date, time, energy } = useFormats();
  const { started_at, timezone, energy_wh } = session;
  const when = `${date(started_at, timezone)}, ${time(started_at, timezone)}`;
  return (
    <li>
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session.id }}
        className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3 text-sm"
      >
        <span className="truncate font-medium">
          {isOwn ? when : <PersonName session={session} />}
        </span>
        <span className="text-right font-medium">
          <Measure quantity={energy_wh === null ? null : energy(energy_wh)} />
        </span>
        <span className="truncate text-[0.8125rem] text-muted">
          {!isOwn && `${when} · `}
          {session.station_name}
        </span>
        <span className="text-right text-[0.8125rem] text-muted">
          <Cost cost={session.cost} />
        </span>
        <span className="col-span-2">
          <SessionStatus session={session} />
          <Age session={session} />
        </span>
      </Link>
    </li>
  );
}

/** How old the last word of a cloud on a charge is that goes on. */
function Age({ session }: { session: Session }) {
  const source = openlyRead(session);
  if (source === null) return null;
  return (
    <span className="block text-[0.8125rem] text-muted">
      <ReadAge source={source} />
    </span>
  );
}
