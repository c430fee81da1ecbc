import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import type { Statement } from "./queries";

/** When and how a unit paid, or by when it has to. */
export function PaymentWords({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { payment, due_date, state } = statement;
  if (payment) {
    return <>{`${day(payment.paid_date)}, ${t(`statement.paid_by.${payment.method}`)}`}</>;
  }
  if (due_date && state === "closed") return <>{t("statement.due_by", { day: day(due_date) })}</>;
  if (due_date && state === "overdue") return <>{t("statement.was_due", { day: day(due_date) })}</>;
  return null;
}
