import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { StateMark } from "@/ui/badge";
import { buttonClass } from "@/ui/button";
import { unpaidQuery } from "./unpaid-query";

/** Months that units have not paid by the due date; nothing while all have. */
export function UnpaidMonths() {
  const { t } = useTranslation();
  const { day, money, month: monthName } = useFormats();
  const { data = [] } = useQuery(unpaidQuery);
  if (data.length === 0) return null;
  return (
    <ul
      aria-label={t("unpaid.title")}
      className="mb-6 divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {data.map(({ site_id, site_name, month, units, amount, due_date }) => (
        <li
          key={`${site_id} ${month} ${amount.currency}`}
          className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[9rem_1fr_auto] md:items-start"
        >
          <StateMark tone="idle" icon="alert">
            {t("severity.warning")}
          </StateMark>
          <div className="min-w-0">
            <p className="font-semibold">
              {t("unpaid.what", { count: units, month: monthName(month) })}
            </p>
            <p className="mt-0.5 text-[0.8125rem] text-muted">
              {[site_name, money(amount), t("unpaid.since", { day: day(due_date) })].join(" · ")}
            </p>
          </div>
          <div className="md:justify-self-end">
            <Link
              to="/months/$siteId/$month"
              params={{ siteId: site_id, month }}
              className={buttonClass("secondary", true)}
            >
              {t("unpaid.see")}
            </Link>
          </div>
        </li>
      ))}
    </ul>
  );
}
