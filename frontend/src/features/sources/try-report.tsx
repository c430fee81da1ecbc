import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/icon";
import type { TryOut } from "./queries";

const STEPS = ["address", "login", "transactions", "chargers"] as const;

/** How far trying an account went, why not further, and what to do about it. */
export function TryReport({ result }: { result: TryOut }) {
  const { t } = useTranslation();
  const { passed, failed, trouble, advice, chargers, transactions } = result;
  return (
    <div role="status" className="rounded-lg border border-line bg-surface p-4 text-sm">
      <p className="font-semibold">{t(result.ok ? "source_try.ok" : "source_try.failed")}</p>
      <ol className="mt-3 grid gap-2">
        {STEPS.map((step) => {
          const isPassed = passed.includes(step);
          const isFailed = failed === step;
          const tone = isPassed ? "available" : isFailed ? "faulted" : "offline";
          return (
            <li key={step} className="flex gap-3">
              <span data-tone={tone} className="text-(--tone)">
                <Icon name={isPassed ? "check" : isFailed ? "x" : "minus"} />
              </span>
              <span className="min-w-0">
                <span className={isFailed ? "font-medium" : isPassed ? "" : "text-muted"}>
                  {t(`source_try.step.${step}`)}
                </span>
                <span className="sr-only">
                  {": "}
                  {t(`source_try.mark.${isPassed ? "passed" : isFailed ? "failed" : "not_tried"}`)}
                </span>
                {isFailed && trouble && (
                  <span className="mt-0.5 block text-danger">{trouble.message}</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {advice && <p className="mt-3 rounded-md bg-sunken px-3 py-2 text-muted">{advice.message}</p>}
      {result.ok && (
        <p className="mt-3">
          {t("source_try.chargers", { count: chargers.length })}{" "}
          {t("source_try.transactions", { count: transactions })}
        </p>
      )}
    </div>
  );
}
