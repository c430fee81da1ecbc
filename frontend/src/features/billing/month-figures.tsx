import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Figure } from "@/ui/figure";
import { Measure } from "@/ui/measure";
import type { Month } from "./queries";

/** The sums of a month; those of another currency are a line of their own. */
export function MonthFigures({ month }: { month: Month }) {
  const { t } = useTranslation();
  const { energy, money, count, day } = useFormats();
  const isClosed = month.state === "closed";
  return month.totals.map(({ amount, paid, sessions, energy_wh, units, units_paid }) => (
    <dl
      key={amount.currency}
      className="mb-6 grid grid-cols-2 gap-x-8 gap-y-5 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]"
    >
      <Figure label={t(isClosed ? "month.amount" : "month.amount_so_far")}>{money(amount)}</Figure>
      {isClosed && (
        <Figure
          label={t("month.received")}
          note={t("month.units_paid", { paid: units_paid, units })}
        >
          {money(paid)}
        </Figure>
      )}
      <Figure label={t("session.energy")}>
        <Measure quantity={energy(energy_wh)} />
      </Figure>
      <Figure label={t("month.sessions")}>{count(sessions)}</Figure>
      {month.due_date && <Figure label={t("statement.due_date")}>{day(month.due_date)}</Figure>}
    </dl>
  ));
}
