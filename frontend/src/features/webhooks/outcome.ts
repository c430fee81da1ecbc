/** What came of a delivery or of one attempt, in words. */
import type { TFunction } from "i18next";
import type { Attempt, DeliveryStory } from "./queries";

/** What the platform says of an attempt that got no answer, and the words for it. */
const ERRORS = [
  [/^no answer within (?<detail>[\d.]+) s$/, "slow"],
  [/^the name (?<detail>.+) leads nowhere$/, "nowhere"],
  [/^(?<detail>.+) is at .+, which is not a public address$/, "private"],
] as const;

/** Return in one sentence whether a test arrived, and if not what the receiver did. */
export function tellsOutcome({ status, log }: DeliveryStory, t: TFunction): string {
  const last = log.at(-1);
  if (status === "delivered") return t("webhook_test.arrived", { took: last?.took_ms ?? 0 });
  return t("webhook_test.failed", { why: last ? attemptWords(last, t) : "" });
}

/** Return what came of sending it once. */
export function attemptWords(
  { status, error }: Pick<Attempt, "status" | "error">,
  t: TFunction,
): string {
  if (status !== null) return t("webhook_attempt.answered", { status });
  return errorWords(error ?? "", t);
}

export function errorWords(error: string, t: TFunction): string {
  for (const [pattern, word] of ERRORS) {
    const detail = pattern.exec(error)?.groups?.detail;
    if (detail !== undefined) return t(`webhook_attempt.${word}`, { detail });
  }
  return t("webhook_attempt.unreachable", { detail: error });
}
