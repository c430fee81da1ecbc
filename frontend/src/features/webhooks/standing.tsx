import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import type { Webhook } from "./queries";
import { standingOf, type Standing } from "./standing-of";

const MARKS: Record<Standing, { tone: Tone; icon: IconName }> = {
  new: { tone: "waiting", icon: "clock" },
  ok: { tone: "available", icon: "check" },
  failing: { tone: "idle", icon: "alert" },
  paused_by_hand: { tone: "offline", icon: "pause" },
  paused_failing: { tone: "faulted", icon: "pause" },
  paused_gone: { tone: "faulted", icon: "pause" },
};

/** How a receiver takes what is sent to it, in a word. */
export function WebhookMark({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const standing = standingOf(webhook);
  return <StateMark {...MARKS[standing]}>{t(`webhook_standing.${standing}`)}</StateMark>;
}
