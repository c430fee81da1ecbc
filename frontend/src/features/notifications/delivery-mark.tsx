import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import type { DeliveryState } from "./queries";

const MARKS: Record<DeliveryState, { tone: Tone; icon: IconName }> = {
  waiting: { tone: "waiting", icon: "clock" },
  sent: { tone: "available", icon: "check" },
  delivered: { tone: "available", icon: "check" },
  read: { tone: "in_use", icon: "check" },
  refused: { tone: "faulted", icon: "x" },
  uncertain: { tone: "idle", icon: "info" },
  expired: { tone: "offline", icon: "clock" },
  dead: { tone: "faulted", icon: "alert" },
};

/** What became of a message, in a word. */
export function DeliveryMark({ state }: { state: DeliveryState }) {
  const { t } = useTranslation();
  return <StateMark {...MARKS[state]}>{t(`notice_state.${state}`)}</StateMark>;
}
