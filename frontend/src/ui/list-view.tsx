/** A list of the platform in every state it can be in: on its way, failed, empty, there, more. */
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { FailureNotice } from "./notice";
import { Loading, Skeleton } from "./skeleton";

interface ListPage<Item> {
  items: Item[];
}

interface ListViewProps<Item> {
  query: UseInfiniteQueryResult<{ pages: ListPage<Item>[] }, Error>;
  /** What is said when there is nothing: a `Notice`. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** Show the pages of an infinite query, and the button that fetches the next. */
export function ListView<Item>({ query, empty, children }: ListViewProps<Item>) {
  const { t } = useTranslation();
  const { data, error, isPlaceholderData } = query;
  if (data === undefined) {
    return error ? (
      <FailureNotice error={error} onRetry={() => void query.refetch()} />
    ) : (
      <RowsSkeleton />
    );
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <>{empty}</>;
  return (
    <div aria-busy={isPlaceholderData || undefined} className="aria-busy:opacity-60">
      {children(items)}
      {query.hasNextPage && (
        <div className="mt-4 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("action.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The outline of a table that is on its way. */
export function RowsSkeleton() {
  return (
    <Loading className="grid gap-2">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-11" />
      ))}
    </Loading>
  );
}
