import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/icon";
import type { RawAnswer } from "../command-history";

/** What a station answered, in its own words. */
export function AnswerView({ answer }: { answer: RawAnswer }) {
  const { t } = useTranslation();
  if (!("payload" in answer)) {
    return (
      <div role="status" className="rounded-md bg-danger-wash px-4 py-3 text-sm text-danger">
        <p className="flex gap-2 font-medium">
          <Icon name="alert" />
          {t("action_form.answered_error", { code: answer.error_code })}
        </p>
        {answer.error_description && <p className="mt-1">{answer.error_description}</p>}
      </div>
    );
  }
  const { status } = answer.payload as { status?: unknown };
  return (
    <div role="status" className="rounded-md border border-line bg-surface text-sm">
      <p className="flex gap-2 border-b border-line px-4 py-3 font-medium">
        <Icon name="arrow-left" className="text-accent" />
        {typeof status === "string"
          ? t("action_form.answered_status", { status })
          : t("action_form.answered")}
      </p>
      <pre className="max-h-96 overflow-auto px-4 py-3 text-xs leading-5">
        {JSON.stringify(answer.payload, null, 2)}
      </pre>
    </div>
  );
}
