import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { DeliveryMark } from "./delivery-mark";
import { deliveryQuery, resendDelivery, type Delivery, type DeliveryStory } from "./queries";

/** One message: to whom, by which way, what became of it; opened, its words and every attempt. */
export function LogLine({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { date, preciseTime } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { kind, channel, state, at, recipient_name, to_hint } = delivery;
  const to = [recipient_name, t(`notice_channel.${channel}`), to_hint].filter(Boolean);
  return (
    <li>
      <details className="text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="grid grid-cols-[1fr_auto] items-start gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken md:grid-cols-[9rem_1fr_auto]">
          <DeliveryMark state={state} />
          <time
            dateTime={at}
            className="text-right text-[0.8125rem] text-muted md:order-last md:text-left"
          >
            {date(at)}, {preciseTime(at)}
          </time>
          <span className="col-span-2 min-w-0 md:col-span-1">
            <span className="font-medium">{t(`notice_kind.${kind}`)}</span>
            <span className="block text-[0.8125rem] break-words text-muted">{to.join(" · ")}</span>
            <Why delivery={delivery} />
          </span>
        </summary>
        {isOpen && <Opened delivery={delivery} />}
      </details>
    </li>
  );
}

/** Why it is not there yet, or never will be; nothing where all went well. */
function Why({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { date, preciseTime } = useFormats();
  const { state, attempts, next_at, error } = delivery;
  if (state === "sent" || state === "delivered" || state === "read") return null;
  const words = [
    t(`notice_why.${state}`),
    attempts > 1 ? t("notice_log.tried", { count: attempts }) : null,
    error,
    state === "waiting" && next_at !== null && attempts > 0
      ? t("notice_log.next", { when: `${date(next_at)}, ${preciseTime(next_at)}` })
      : null,
  ];
  return (
    <span className="block text-[0.8125rem] text-pretty text-muted">
      {words.filter(Boolean).join(" · ")}
    </span>
  );
}

function Opened({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:notices");
  const story = useQuery(deliveryQuery(delivery));
  const sending = useAction<void, void>({
    send: () => resendDelivery(delivery),
    refreshes: [["notice-deliveries"], ["attention"]],
    done: () => t("notice_log.resent"),
    tellFailure: true,
  });
  const { session_id } = delivery;
  return (
    <div className="grid gap-4 border-t border-line px-4 py-4">
      {story.data === undefined ? (
        <Awaiting query={story}>
          <Loading>
            <Skeleton className="h-32" />
          </Loading>
        </Awaiting>
      ) : (
        <Story story={story.data} />
      )}
      <div className="flex flex-wrap gap-2">
        {mayWrite && delivery.can_resend && (
          <Button small icon="send" busy={sending.isPending} onClick={() => sending.mutate()}>
            {t("notice_log.resend")}
          </Button>
        )}
        {session_id !== null && (
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: session_id }}
            className="inline-flex h-8 items-center text-[0.8125rem] underline underline-offset-4"
          >
            {t("attention.see_session")}
          </Link>
        )}
      </div>
    </div>
  );
}

function Story({ story }: { story: DeliveryStory }) {
  const { t } = useTranslation();
  const { date, preciseTime, count, money } = useFormats();
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      <div>
        <p className="mb-1 text-[0.8125rem] text-muted">{t("notice_log.words")}</p>
        <div className="rounded-lg rounded-tl-none border border-line bg-accent-wash px-4 py-3">
          <p className="font-semibold">{story.subject}</p>
          <p className="mt-1 break-words whitespace-pre-line">{story.text}</p>
        </div>
      </div>
      <div>
        <p className="mb-1 text-[0.8125rem] text-muted">{t("notice_log.attempts")}</p>
        {story.log.length === 0 ? (
          <p className="text-muted">{t("notice_log.not_tried")}</p>
        ) : (
          <ol className="divide-y divide-line rounded-md border border-line">
            {story.log.map((attempt) => (
              <li key={attempt.at} className="px-3 py-2 text-[0.8125rem]">
                <p className="flex flex-wrap justify-between gap-x-4 text-muted">
                  <time dateTime={attempt.at}>
                    {date(attempt.at)}, {preciseTime(attempt.at)}
                  </time>
                  <span className="tabular-nums">{count(attempt.took_ms)} ms</span>
                </p>
                <p
                  data-tone={attempt.outcome === "accepted" ? "available" : "faulted"}
                  className="font-medium text-(--tone)"
                >
                  {t(`notice_outcome.${attempt.outcome}`)}
                </p>
                {attempt.error !== null && <p className="break-words">{attempt.error}</p>}
              </li>
            ))}
          </ol>
        )}
        <p className="mt-2 text-xs break-all text-muted">
          {[
            story.provider_id && t("notice_log.provider_id", { id: story.provider_id }),
            story.cost && t("notice_log.cost", { cost: money(story.cost) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
    </div>
  );
}
