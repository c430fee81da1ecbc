import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { StatementMark } from "@/features/billing/marks";
import { ownStatementsQuery } from "@/features/billing/queries";
import { useFormats } from "@/i18n/formats";
import { Measure } from "@/ui/measure";
import { Section } from "@/ui/section";

/** What one's home owes month by month, and how much of it is one's own; nothing before a close. */
export function OwnStatements() {
  const { t } = useTranslation();
  const { month: monthName, money, energy, day } = useFormats();
  const { data = [] } = useQuery(ownStatementsQuery);
  if (data.length === 0) return null;
  return (
    <Section title={t("own_months.title")}>
      <ul
        aria-label={t("own_months.title")}
        className="divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {data.map((statement) => {
          const { month, unit, unit_id, amount, energy_wh, own_amount, payment, due_date } =
            statement;
          return (
            <li
              key={`${unit_id} ${month} ${amount.currency}`}
              className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3 text-sm"
            >
              <span className="font-medium">{monthName(month)}</span>
              <span className="text-right font-medium tabular-nums">{money(amount)}</span>
              <span className="text-[0.8125rem] text-muted">
                {t("own_months.unit", { unit })} · <Measure quantity={energy(energy_wh)} />
              </span>
              <span className="text-right text-[0.8125rem] text-muted">
                {own_amount.amount !== amount.amount &&
                  t("own_months.yours", { amount: money(own_amount) })}
              </span>
              <span className="col-span-2 flex flex-wrap gap-x-3">
                <StatementMark state={statement.state} />
                <span className="text-[0.8125rem] text-muted">
                  {payment && day(payment.paid_date)}
                  {due_date &&
                    statement.state === "closed" &&
                    t("own_months.due_by", { day: day(due_date) })}
                  {due_date &&
                    statement.state === "overdue" &&
                    t("own_months.was_due", { day: day(due_date) })}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
