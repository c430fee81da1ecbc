import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useZone } from "@/features/sites/use-zone";
import { Page } from "@/shell/page";
import { buttonClass } from "@/ui/button";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { ExportButtons } from "./export-buttons";
import { FilterBar } from "./filter-bar";
import { sessionsQuery } from "./queries";
import { narrows, periodOf } from "./session-filters";
import { SessionTable } from "./session-table";
import { Totals } from "./totals";

const route = getRouteApi("/signed-in/sessions");

/** Every charge, newest first. */
export function SessionsPage() {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const timeZone = useZone();
  const list = useInfiniteQuery({
    ...sessionsQuery(filters, timeZone),
    placeholderData: keepPreviousData,
  });
  const isEverything = !narrows(filters) && periodOf(filters) === "all";

  return (
    <Page
      title={t("sessions.title")}
      summary={<Totals filters={filters} timeZone={timeZone} />}
      actions={<ExportButtons filters={filters} timeZone={timeZone} />}
    >
      <FilterBar filters={filters} />
      <ListView
        query={list}
        empty={
          isEverything ? (
            <Notice icon="history" title={t("sessions.empty")}>
              {t("sessions.empty_hint")}
            </Notice>
          ) : (
            <Notice
              icon="search"
              title={t("sessions.none_match")}
              action={
                <Link
                  to="/sessions"
                  search={{ period: "all" }}
                  className={buttonClass("secondary")}
                >
                  {t("sessions.clear")}
                </Link>
              }
            />
          )
        }
      >
        {(sessions) => <SessionTable sessions={sessions} />}
      </ListView>
    </Page>
  );
}
