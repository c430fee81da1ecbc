/** When a kind is told, as the condominium set it: "depois de 3 min · acima de 10 W". */
import type { TFunction } from "i18next";
import type { KindSettings } from "./queries";

export function conditionWords(
  { kind, delay_min, threshold_w, hour }: KindSettings,
  t: TFunction,
): string {
  return [
    delay_min === null
      ? null
      : delay_min === 0
        ? t("notice_condition.at_once")
        : t("notice_condition.after", { minutes: delay_min }),
    threshold_w === null
      ? null
      : t(kind === "charging_started" ? "notice_condition.above" : "notice_condition.up_to", {
          watts: threshold_w,
        }),
    hour === null ? null : t("notice_condition.at", { hour: hour }),
  ]
    .filter(Boolean)
    .join(" · ");
}
