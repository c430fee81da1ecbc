import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import type { Month, Statement } from "./queries";

const OF_STATEMENT: Record<Statement["state"], [Tone, IconName]> = {
  open: ["offline", "clock"],
  closed: ["waiting", "clock"],
  overdue: ["faulted", "alert"],
  paid: ["available", "check"],
  nothing_due: ["offline", "minus"],
};

/** Whether a unit's month is paid. */
export function StatementMark({ state }: Pick<Statement, "state">) {
  const { t } = useTranslation();
  const [tone, icon] = OF_STATEMENT[state];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`statement_state.${state}`)}
    </StateMark>
  );
}

const OF_MONTH: Record<ReturnType<typeof standingOf>, [Tone, IconName]> = {
  running: ["offline", "clock"],
  over: ["waiting", "edit"],
  closed: ["waiting", "clock"],
  overdue: ["faulted", "alert"],
  settled: ["available", "check"],
};

/** How far a site's month is. */
export function MonthMark({ month }: { month: Month }) {
  const { t } = useTranslation();
  const standing = standingOf(month);
  const [tone, icon] = OF_MONTH[standing];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`month.state.${standing}`)}
    </StateMark>
  );
}

function standingOf({ state, overdue, totals }: Month) {
  if (state !== "closed") return state;
  if (overdue) return "overdue";
  return totals.some(({ units, units_paid }) => units > units_paid) ? "closed" : "settled";
}
