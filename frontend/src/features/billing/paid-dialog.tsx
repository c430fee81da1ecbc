import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import {
  BILLED_CHANGED,
  markPaid,
  PAYMENT_METHODS,
  type PaymentMethod,
  type Statement,
} from "./queries";

interface PaidDialogProps {
  statement: Statement;
  onClose: () => void;
}

/** Note that a unit paid: when, how, and what else is to be remembered. */
export function PaidDialog({ statement, onClose }: PaidDialogProps) {
  const { t } = useTranslation();
  const { money, month } = useFormats();
  const unit = statement.unit ?? "";
  const marking = useAction<FormData, Statement>({
    send: (values) =>
      markPaid(statement, {
        paid_date: textOf(values, "paid_date") ?? "",
        method: textOf(values, "method") as PaymentMethod,
        note: textOf(values, "note"),
      }),
    refreshes: BILLED_CHANGED,
    done: () => t("statement.marked", { unit }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("statement.mark_title", { unit })}
      description={`${month(statement.month)} · ${money(statement.amount)}`}
      order={t("statement.mark")}
      action={marking}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="paid_date"
          type="date"
          label={t("statement.paid_date")}
          defaultValue={new Date().toLocaleDateString("sv-SE")}
          required
        />
        <SelectField name="method" label={t("statement.method")} required>
          {PAYMENT_METHODS.map((method) => (
            <option key={method} value={method}>
              {t(`statement.paid_by.${method}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        name="note"
        label={t("statement.note")}
        hint={t("statement.note_hint")}
        maxLength={500}
        autoComplete="off"
      />
    </ActionDialog>
  );
}
