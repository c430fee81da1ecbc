import type { TFunction } from "i18next";
import type { Fault } from "./draft";

/** Return what is wrong with a field, for the person who typed it. */
export function faultText(fault: Fault, t: TFunction): string {
  return "limit" in fault
    ? t(`action_form.fault.${fault.code}`, { limit: fault.limit })
    : t(`action_form.fault.${fault.code}`);
}
