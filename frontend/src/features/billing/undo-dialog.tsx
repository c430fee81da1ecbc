import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { useAction } from "@/ui/use-action";
import { BILLED_CHANGED, undoPayment, type Statement } from "./queries";

/** Take back that a unit paid. */
export function UndoDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { t } = useTranslation();
  const { money, month } = useFormats();
  const unit = statement.unit ?? "";
  const undoing = useAction<FormData, Statement>({
    send: () => undoPayment(statement),
    refreshes: BILLED_CHANGED,
    done: () => t("statement.undone", { unit }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("statement.undo_title", { unit })}
      description={t("statement.undo_hint")}
      order={t("statement.undo")}
      tone="danger"
      action={undoing}
      onClose={onClose}
    >
      <p className="text-sm">
        {month(statement.month)} · {money(statement.amount)}
      </p>
    </ActionDialog>
  );
}
