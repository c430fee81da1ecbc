import type { TFunction } from "i18next";
import { ApiProblem, PlatformUnreachable } from "@/api/problem";

/** Return why something failed in one sentence, for the person who asked for it. */
export function failureWords(error: Error, t: TFunction): string {
  if (error instanceof PlatformUnreachable) return t("failure.unreachable");
  if (!(error instanceof ApiProblem)) return t("failure.unexpected");
  // What a plan lacks is said by name; what a role lacks need not be.
  const isOfPlan = error.type.includes("feature_not_in_plan");
  if (error.status === 403 && !isOfPlan) return t("failure.forbidden");
  return error.detail ?? error.message;
}
