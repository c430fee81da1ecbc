import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "@/ui/button";
import { FailureNotice, Notice } from "@/ui/notice";
import { Page } from "@/shell/page";
import { Loading, Skeleton } from "@/ui/skeleton";
import { FilterBar } from "./filter-bar";
import { sessionsQuery } from "./queries";
import { SessionTable } from "./session-table";

const route = getRouteApi("/signed-in/sessions");

/** Every charge, newest first. */
export function SessionsPage() {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const list = useInfiniteQuery({
    ...sessionsQuery(filters),
    placeholderData: keepPreviousData,
  });
  const sessions = list.data?.pages.flatMap((page) => page.items);
  const isFiltered = Object.keys(filters).length > 0;

  return (
    <Page title={t("sessions.title")} summary={t("sessions.summary")}>
      <FilterBar filters={filters} />
      {sessions === undefined ? (
        list.isError ? (
          <FailureNotice error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <TableSkeleton />
        )
      ) : sessions.length === 0 ? (
        isFiltered ? (
          <Notice
            icon="search"
            title={t("sessions.none_match")}
            action={
              <Link to="/sessions" search={{}} className={buttonClass("secondary")}>
                {t("sessions.clear")}
              </Link>
            }
          />
        ) : (
          <Notice icon="history" title={t("sessions.empty")}>
            {t("sessions.empty_hint")}
          </Notice>
        )
      ) : (
        <div aria-busy={list.isPlaceholderData || undefined} className="aria-busy:opacity-60">
          <SessionTable sessions={sessions} />
          {list.hasNextPage && (
            <div className="mt-4 text-center">
              <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("action.more")}
              </Button>
            </div>
          )}
        </div>
      )}
    </Page>
  );
}

function TableSkeleton() {
  return (
    <Loading className="mt-6 grid gap-2">
      {Array.from({ length: 10 }, (_, index) => (
        <Skeleton key={index} className="h-14" />
      ))}
    </Loading>
  );
}
