import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { FailureNotice, Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { frameSentence } from "./frame-sentence";
import { messagesQuery, type Message, type Station } from "./queries";

/** What a station and the platform said to each other, newest first. */
export function Conversation({ station }: { station: Station }) {
  const { t } = useTranslation();
  const messages = useInfiniteQuery(messagesQuery(station.id));
  const shown = messages.data?.pages.flatMap((page) => page.items);
  if (shown === undefined) {
    return messages.isError ? (
      <FailureNotice error={messages.error} onRetry={() => void messages.refetch()} />
    ) : (
      <Loading className="grid gap-3">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </Loading>
    );
  }
  if (shown.length === 0) return <Notice icon="plug" title={t("conversation.empty")} />;
  return (
    <>
      <ol className="grid gap-2">
        {shown.map((message) => (
          <Exchange key={message.id} message={message} timezone={station.timezone} />
        ))}
      </ol>
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

function Exchange({ message, timezone }: { message: Message; timezone: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { direction, action, request, answer, at } = message;
  const isOurs = direction === "out";
  return (
    <li className={isOurs ? "md:pl-16" : "md:pr-16"}>
      <details
        className={`rounded-lg border border-line text-sm ${isOurs ? "bg-accent-wash" : "bg-surface"}`}
      >
        <summary className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-3">
          <span>
            <span className="block text-[0.8125rem] text-muted">
              {t(isOurs ? "conversation.platform" : "conversation.station")} · {action}
            </span>
            {frameSentence(message, t, formats)}
          </span>
          <time dateTime={at} className="text-right text-[0.8125rem] text-muted">
            {formats.date(at, timezone)}
            <span className="block">{formats.preciseTime(at, timezone)}</span>
          </time>
        </summary>
        <div className="grid gap-3 border-t border-line px-4 py-3">
          <Payload title={t("conversation.request")} text={request} />
          <Payload title={t("conversation.answer")} text={answer} />
        </div>
      </details>
    </li>
  );
}

function Payload({ title, text }: { title: string; text: string | null }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="text-xs text-muted">{title}</p>
      {text === null ? (
        <p className="text-muted">{t("conversation.no_answer")}</p>
      ) : (
        <pre className="mt-1 overflow-x-auto text-xs leading-5">{indented(text)}</pre>
      )}
    </div>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // A station may send anything; it is shown as it came.
  }
}
