import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { StateMark, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import type { IconName } from "@/ui/icon";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { attemptWords } from "./outcome";
import { resend, storyQuery, type Delivery, type Webhook } from "./queries";
import { StoryView } from "./story-view";
import { topicWords } from "./topics";

const MARKS: Record<Delivery["status"], { tone: Tone; icon: IconName }> = {
  waiting: { tone: "waiting", icon: "clock" },
  delivered: { tone: "available", icon: "check" },
  dead: { tone: "faulted", icon: "alert" },
};

interface DeliveryLineProps {
  delivery: Delivery;
  webhook: Webhook;
}

/** One event on its way: where it stands; opened, what was sent and every answer. */
export function DeliveryLine({ delivery, webhook }: DeliveryLineProps) {
  const { t } = useTranslation();
  const { date, preciseTime } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { topic, at, status } = delivery;
  return (
    <li>
      <details className="text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="grid items-start grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken md:grid-cols-[9rem_1fr_auto]">
          <StateMark {...MARKS[status]}>{t(`webhook_delivery.${status}`)}</StateMark>
          <time
            dateTime={at}
            className="text-right text-[0.8125rem] text-muted md:order-last md:text-left"
          >
            {date(at)}, {preciseTime(at)}
          </time>
          <span className="col-span-2 min-w-0 md:col-span-1">
            <span className="font-medium">{topicWords(topic, t)}</span>
            <Course delivery={delivery} />
          </span>
        </summary>
        {isOpen && <Opened delivery={delivery} webhook={webhook} />}
      </details>
    </li>
  );
}

/** How it went so far, and what comes next. */
function Course({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const { preciseTime, date } = useFormats();
  const { attempts, next_at, last_status, last_error, status } = delivery;
  const hasFailed = last_error !== null || (last_status !== null && last_status >= 300);
  const words = [
    attempts > 1 || status === "dead" ? t("webhook_deliveries.tried", { count: attempts }) : null,
    hasFailed ? attemptWords({ status: last_status, error: last_error }, t) : null,
    next_at !== null && attempts > 0
      ? t("webhook_deliveries.next", { when: `${date(next_at)}, ${preciseTime(next_at)}` })
      : null,
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <span className="block text-[0.8125rem] text-muted">{words.join(" · ")}</span>;
}

function Opened({ delivery, webhook }: DeliveryLineProps) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:webhooks");
  const story = useQuery(storyQuery(delivery));
  const sending = useAction<void, void>({
    send: () => resend(webhook, delivery),
    refreshes: [["webhooks"]],
    done: () => t("webhook_deliveries.resent"),
    tellFailure: true,
  });
  return (
    <div className="border-t border-line px-4 pt-2 pb-4">
      {story.data === undefined ? (
        <Awaiting query={story}>
          <Loading>
            <Skeleton className="h-40" />
          </Loading>
        </Awaiting>
      ) : (
        <StoryView story={story.data} />
      )}
      {mayWrite && webhook.state === "active" && (
        <Button
          small
          icon="send"
          className="mt-4"
          busy={sending.isPending}
          onClick={() => sending.mutate()}
        >
          {t("webhook_deliveries.resend")}
        </Button>
      )}
    </div>
  );
}
