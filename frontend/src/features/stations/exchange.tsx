import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { frameSentence } from "./frame-sentence";
import { indented } from "@/ui/json-text";
import type { Message } from "./messages";

/** A message and its answer: one sentence, and the raw text for who wants it. */
export function Exchange({ message, timezone }: { message: Message; timezone: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { direction, action, protocol, message_id, request, answer, at, session_id } = message;
  const isOurs = direction === "out";
  const errorCode = errorCodeOf(answer);
  return (
    <li className={isOurs ? "md:pl-16" : "md:pr-16"}>
      <details
        className={`rounded-lg border text-sm ${errorCode ? "border-danger/60" : "border-line"} ${isOurs ? "bg-accent-wash" : "bg-surface"}`}
      >
        <summary className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-3">
          <span className="min-w-0">
            <span className="block text-[0.8125rem] text-muted">
              {t(isOurs ? "conversation.platform" : "conversation.station")} · {action}
            </span>
            {frameSentence(message, t, formats)}
            {errorCode && (
              <span className="block text-danger">
                {t("conversation.refused", { code: errorCode })}
              </span>
            )}
            {answer === null && (
              <span className="block text-warning">{t("conversation.no_answer")}</span>
            )}
          </span>
          <time dateTime={at} className="text-right text-[0.8125rem] text-muted">
            {formats.date(at, timezone)}
            <span className="block">{formats.preciseTime(at, timezone)}</span>
          </time>
        </summary>
        <div className="grid gap-3 border-t border-line px-4 py-3 lg:grid-cols-2">
          <Payload title={t("conversation.request")} text={request} />
          <Payload title={t("conversation.answer")} text={answer} />
          <p className="text-xs break-all text-muted lg:col-span-2">
            {protocol} · {message_id}
            {session_id !== null && (
              <>
                {" · "}
                <Link
                  to="/sessions/$sessionId"
                  params={{ sessionId: session_id }}
                  className="underline underline-offset-4"
                >
                  {t("conversation.see_session")}
                </Link>
              </>
            )}
          </p>
        </div>
      </details>
    </li>
  );
}

function Payload({ title, text }: { title: string; text: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{title}</p>
      {text === null ? (
        <p className="mt-1 text-muted">{t("conversation.no_answer")}</p>
      ) : (
        <pre className="mt-1 max-h-96 overflow-auto text-xs leading-5">{indented(text)}</pre>
      )}
    </div>
  );
}

/** The code of an answer that refuses (`[4,id,code,description,details]`). */
function errorCodeOf(answer: string | null): string | null {
  const code = answer === null ? null : /^\[4,.*?,"(\w+)"/.exec(answer)?.[1];
  return code ?? null;
}
