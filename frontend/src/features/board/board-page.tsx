import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { Page } from "@/shell/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { boardQuery, countStates, groupBySite, type BoardSite } from "./board";
import { CARD_GRID, ConnectorGrid } from "./connector-grid";
import { fillScreen } from "./full-screen";
import { StateCounters } from "./state-counters";

const route = getRouteApi("/signed-in/board");

/** The garage, live: what every connector does now, and who is at it. */
export function BoardPage() {
  const { t } = useTranslation();
  const { state } = route.useSearch();
  const board = useQuery(boardQuery);
  const connectors = board.data;
  const counts = useMemo(() => countStates(connectors ?? []), [connectors]);
  const sites = useMemo(
    () => groupBySite((connectors ?? []).filter((row) => !state || row.state === state)),
    [connectors, state],
  );

  return (
    <Page
      title={t("board.title")}
      summary={t("board.summary")}
      actions={
        <Link to="/wall" onClick={fillScreen} className={buttonClass("secondary")}>
          <Icon name="expand" size={16} />
          {t("board.wall")}
        </Link>
      }
      wide
    >
      {connectors === undefined ? (
        <Awaiting query={board}>
          <BoardSkeleton />
        </Awaiting>
      ) : connectors.length === 0 ? (
        <Notice
          icon="station"
          title={t("board.empty")}
          action={
            <Link to="/stations" className={buttonClass("secondary")}>
              {t("board.empty_action")}
            </Link>
          }
        >
          {t("board.empty_hint")}
        </Notice>
      ) : (
        <>
          <StateCounters counts={counts} selected={state} />
          {sites.length === 0 && (
            <Notice icon="check" title={t("board.none_in_state")}>
              <Link to="/board" search={{}} className="underline underline-offset-4">
                {t("board.show_all")}
              </Link>
            </Notice>
          )}
          <Sites sites={sites} />
        </>
      )}
    </Page>
  );
}

function Sites({ sites }: { sites: BoardSite[] }) {
  const { t } = useTranslation();
  const { power } = useFormats();
  return (
    <>
      {sites.map((site) => (
        <section key={site.id} aria-labelledby={`site-${site.id}`} className="mt-8">
          <div className="mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <h2 id={`site-${site.id}`} className="font-semibold">
              {site.name ?? t("site.none")}
            </h2>
            <p className="text-sm text-muted">
              {site.powerW === null
                ? t("board.site_count", { count: site.connectors.length })
                : t("board.site_summary", {
                    count: site.connectors.length,
                    power: Object.values(power(site.powerW)).join(" "),
                  })}
            </p>
          </div>
          <ConnectorGrid connectors={site.connectors} />
        </section>
      ))}
    </>
  );
}

function BoardSkeleton() {
  return (
    <Loading>
      <Skeleton className="h-20" />
      <div className={`mt-8 ${CARD_GRID}`}>
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-60" />
        ))}
      </div>
    </Loading>
  );
}
