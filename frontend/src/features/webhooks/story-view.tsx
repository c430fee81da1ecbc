import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { CodeBlock } from "@/ui/code-block";
import { indented } from "@/ui/json-text";
import { attemptWords } from "./outcome";
import type { Attempt, DeliveryStory } from "./queries";

/** What was sent and what came back, each time. */
export function StoryView({ story }: { story: DeliveryStory }) {
  const { t } = useTranslation();
  return (
    <div className="@container">
      <div className="grid gap-x-6 gap-y-4 @2xl:grid-cols-2">
        <div className="min-w-0">
          <CodeBlock label={t("webhook_story.request")} text={indented(story.body)} />
          <p className="mt-2 text-xs break-all text-muted">webhook-id: {story.event_id}</p>
        </div>
        <div className="min-w-0">
          <p className="flex min-h-10 items-center text-[0.8125rem] text-muted">
            {t("webhook_story.attempts", { count: story.log.length })}
          </p>
          {story.log.length === 0 ? (
            <p className="text-sm text-muted">{t("webhook_story.not_tried")}</p>
          ) : (
            <ol className="divide-y divide-line rounded-md border border-line bg-surface">
              {story.log.map((attempt) => (
                <AttemptLine key={attempt.at} attempt={attempt} />
              ))}
            </ol>
          )}
        </div>
      </div>
    </div>
  );
}

function AttemptLine({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation();
  const { date, preciseTime, count } = useFormats();
  const { at, took_ms, status, answer } = attempt;
  const isTaken = status !== null && status >= 200 && status < 300;
  return (
    <li className="px-3 py-2 text-[0.8125rem]">
      <p className="flex flex-wrap justify-between gap-x-4 text-muted">
        <time dateTime={at}>
          {date(at)}, {preciseTime(at)}
        </time>
        <span className="tabular-nums">{count(took_ms)} ms</span>
      </p>
      <p data-tone={isTaken ? "available" : "faulted"} className="font-medium text-(--tone)">
        {attemptWords(attempt, t)}
      </p>
      {answer !== null && answer !== "" && (
        <pre
          tabIndex={0}
          role="group"
          aria-label={t("webhook_story.answer")}
          className="mt-1 max-h-40 overflow-auto rounded-md bg-sunken px-2 py-1 text-xs leading-5"
        >
          {indented(answer)}
        </pre>
      )}
    </li>
  );
}
