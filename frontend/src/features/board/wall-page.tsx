import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { StateIcon, type ConnectorState } from "@/features/stations/connector-state";
import { useFormats } from "@/i18n/formats";
import { takeNewVersion, useNewVersion } from "@/shell/app-version";
import { useLiveUpdates } from "@/shell/use-live-updates";
import { Icon } from "@/ui/icon";
import { FailureNotice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { useWindowSize } from "@/ui/use-window-size";
import { boardQuery, countStates } from "./board";
import { leaveFullScreen, useWakefulness } from "./full-screen";
import { wallPages, wallSize } from "./wall";
import { WallTile } from "./wall-tile";

/** Asked even when nothing happens, so that an old number is never taken for a quiet garage. */
const REFRESH_MS = 30_000;
const STALE_AFTER_MS = 2 * REFRESH_MS;
const PAGE_MS = 12_000;

/** The garage on a television: full screen, large, turning its pages by itself. */
export function WallPage() {
  const { t } = useTranslation();
  const now = useNow();
  const { lostAt } = useLiveUpdates();
  const board = useQuery({ ...boardQuery, refetchInterval: REFRESH_MS });
  const { columns, rows: most } = wallSize(...useWindowSize());
  const rows = Math.min(most, Math.ceil((board.data?.length || 1) / columns));
  const pages = useMemo(
    () => wallPages(board.data ?? [], { columns, rows }),
    [board.data, columns, rows],
  );
  const counts = useMemo(() => countStates(board.data ?? []), [board.data]);
  const page = Math.floor(now / PAGE_MS) % pages.length;
  const isStale = lostAt !== null || now - board.dataUpdatedAt > STALE_AFTER_MS;
  useWakefulness();
  useUpdating();

  useEffect(() => {
    document.title = `${t("wall.title")} · SIGEC-VE`;
  }, [t]);

  return (
    <main className="flex h-dvh flex-col gap-[0.6em] overflow-hidden bg-canvas p-[0.8em] text-[clamp(1rem,1.55vw,4rem)] leading-snug">
      <Head isStale={isStale} updatedAt={board.dataUpdatedAt} now={now} />
      <Counters counts={counts} />
      {board.data === undefined ? (
        board.isError && <FailureNotice error={board.error} />
      ) : (
        <ul
          aria-label={t("board.title")}
          className={`grid min-h-0 grow gap-[0.5em] transition-opacity ${isStale ? "opacity-40 grayscale" : ""}`}
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
          }}
        >
          {pages[page]?.map((connector) => (
            <WallTile key={connector.connector_id} connector={connector} />
          ))}
        </ul>
      )}
      {pages.length > 1 && (
        <p className="text-right text-[0.72em] text-muted">
          {t("wall.page", { page: page + 1, count: pages.length })}
        </p>
      )}
    </main>
  );
}

interface HeadProps {
  isStale: boolean;
  updatedAt: number;
  now: number;
}

/** The clock, and how old the numbers are: a dead wall must not look like a quiet one. */
function Head({ isStale, updatedAt, now }: HeadProps) {
  const { t } = useTranslation();
  const { time, preciseTime } = useFormats();
  const { tenant } = useCurrentUser();
  const at = updatedAt === 0 ? "—" : preciseTime(new Date(updatedAt).toISOString());
  return (
    <header
      className={`flex flex-wrap items-center justify-between gap-x-[1em] rounded-[0.4em] ${isStale ? "bg-danger px-[0.7em] py-[0.4em] text-surface" : ""}`}
    >
      <h1 className="min-w-0 truncate text-[1.2em] font-semibold tracking-tight">
        {tenant?.name ?? t("board.title")}
      </h1>
      <div role="status" className="text-[0.85em]">
        {isStale ? (
          <p className="font-semibold">
            {t("wall.stale", { time: at })}
            <span className="block text-[0.8em] font-normal">{t("wall.stale_hint")}</span>
          </p>
        ) : (
          <p aria-live="off" className="text-muted tabular-nums">
            {t("wall.quiet", { time: at })}
          </p>
        )}
      </div>
      <div className="flex items-center gap-[0.6em]">
        <time className="text-[1.6em] leading-none font-semibold tracking-tight">
          {time(new Date(now).toISOString())}
        </time>
        <Link
          to="/board"
          aria-label={t("wall.exit")}
          title={t("wall.exit")}
          onClick={leaveFullScreen}
          className={`grid size-10 place-items-center rounded-md ${isStale ? "" : "text-muted hover:text-ink"}`}
        >
          <Icon name="x" />
        </Link>
      </div>
    </header>
  );
}

function Counters({ counts }: { counts: ReadonlyMap<ConnectorState, number> }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <ul aria-label={t("board.counters")} className="flex flex-wrap gap-x-[1.4em] gap-y-[0.2em]">
      {[...counts].map(([state, connectors]) => (
        <li
          key={state}
          data-tone={state}
          className="flex items-center gap-[0.35em] [&_svg]:size-[1.1em]"
        >
          <StateIcon state={state} size={20} />
          <span className="text-[1.2em] font-semibold">{count(connectors)}</span>
          <span className="text-[0.8em] text-muted">{t(`counter.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Nobody works at a wall: it takes a newer version by itself. */
function useUpdating(): void {
  const hasNewer = useNewVersion();
  useEffect(() => {
    if (hasNewer) takeNewVersion();
  }, [hasNewer]);
}
