import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { ConversationBar } from "./conversation-bar";
import type { ConversationFilters } from "./conversation-filters";
import { Exchange } from "./exchange";
import { joined, messagesQuery, tailQuery } from "./messages";
import type { Station } from "./queries";

interface ConversationProps {
  station: Station;
  filters: ConversationFilters;
  onFilter: (filters: ConversationFilters) => void;
}

/** What a station and the platform said to each other, newest first, each with its answer. */
export function Conversation({ station, filters, onFilter }: ConversationProps) {
  const { t } = useTranslation();
  const [isFollowing, setFollowing] = useState(true);
  const messages = useInfiniteQuery(messagesQuery(station.id, filters));
  const earlier = messages.data?.pages.flatMap((page) => page.items);
  const tail = useQuery({
    ...tailQuery(station.id, filters, earlier?.[0]?.received_at ?? null),
    enabled: isFollowing && earlier !== undefined,
  });
  const bar = (
    <ConversationBar
      filters={filters}
      isFollowing={isFollowing}
      onFilter={onFilter}
      onFollow={setFollowing}
    />
  );
  if (earlier === undefined) {
    return (
      <>
        {bar}
        <Awaiting query={messages}>
          <Loading className="grid gap-3">
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </Loading>
        </Awaiting>
      </>
    );
  }
  const shown = joined(tail.data ?? [], earlier);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      {bar}
      {shown.length === 0 ? (
        <Notice
          icon={isFiltered ? "search" : "plug"}
          title={t(isFiltered ? "conversation.none_match" : "conversation.empty")}
        />
      ) : (
        <ol className="grid gap-2">
          {shown.map((message) => (
            <Exchange key={message.id} message={message} timezone={station.timezone} />
          ))}
        </ol>
      )}
      {messages.hasNextPage && (
        <div className="mt-4 text-center">
          <Button busy={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
            {t("action.more")}
          </Button>
        </div>
      )}
    </>
  );
}
