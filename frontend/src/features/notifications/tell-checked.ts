import type { TFunction } from "i18next";
import { showToast } from "@/ui/toast";
import type { Checked } from "./queries";

/** Say whether messages go out by a channel that was just asked. */
export function tellChecked({ channel, is_ready }: Checked, t: TFunction): void {
  const name = t(`notice_channel.${channel}`);
  if (is_ready) showToast("done", t("notice_channels.checked_open", { name }));
  else showToast("failed", t("notice_channels.checked_closed", { name }));
}
