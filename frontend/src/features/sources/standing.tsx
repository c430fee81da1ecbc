import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import type { Source } from "./queries";

/** How asking a source goes; an old answer is not well, whatever its last state was. */
export type Standing = Source["state"] | "stale" | "resumed";

const MARKS: Record<Standing, { tone: Tone; icon: IconName }> = {
  new: { tone: "waiting", icon: "clock" },
  resumed: { tone: "waiting", icon: "clock" },
  ok: { tone: "available", icon: "check" },
  stale: { tone: "idle", icon: "clock" },
  failing: { tone: "faulted", icon: "alert" },
  rate_limited: { tone: "idle", icon: "pause" },
  auth_failed: { tone: "faulted", icon: "lock" },
  inactive: { tone: "offline", icon: "pause" },
};

export function standingOf({ state, freshness }: Pick<Source, "state" | "freshness">): Standing {
  if (state === "new" && freshness !== "never") return "resumed";
  return state === "ok" && freshness !== "live" ? "stale" : state;
}

export function StandingMark({ source }: { source: Source }) {
  const { t } = useTranslation();
  const standing = standingOf(source);
  return <StateMark {...MARKS[standing]}>{t(`source_standing.${standing}`)}</StateMark>;
}
