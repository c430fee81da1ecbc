import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { useAction } from "@/ui/use-action";
import { BILLED_CHANGED, closeMonth, type MonthDetail } from "./queries";

/** Close a month: what units owe for it is said for good. */
export function CloseMonthDialog({ month, onClose }: { month: MonthDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { month: monthName, money } = useFormats();
  const name = monthName(month.month);
  const closing = useAction<FormData, MonthDetail>({
    send: () => closeMonth(month),
    refreshes: BILLED_CHANGED,
    done: () => t("month.closed", { month: name }),
    onDone: onClose,
  });
  const sum = month.totals.map(({ amount }) => money(amount)).join(" + ");
  return (
    <ActionDialog
      title={t("month.close_title", { month: name })}
      description={t("month.close_hint")}
      order={t("month.close")}
      action={closing}
      onClose={onClose}
    >
      {sum && (
        <p className="text-sm">{t("month.close_sum", { sum, count: month.statements.length })}</p>
      )}
    </ActionDialog>
  );
}
