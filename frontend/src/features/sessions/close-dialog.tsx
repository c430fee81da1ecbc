import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { CHARGED_CHANGED, closeSession, type Session } from "./queries";

interface CloseDialogProps {
  session: Session;
  onClose: () => void;
}

/** End the record of a charge whose end will not arrive; why is kept with it. */
export function CloseDialog({ session, onClose }: CloseDialogProps) {
  const { t } = useTranslation();
  const closing = useAction<FormData, Session>({
    send: (values, key) => closeSession(session, textOf(values, "reason") ?? "", key),
    refreshes: CHARGED_CHANGED,
    done: () => t("close.done"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("close.title")}
      description={t(session.freshness === "stale" ? "close.hint_stale" : "close.hint_live")}
      order={t("close.order")}
      tone="danger"
      action={closing}
      onClose={onClose}
    >
      <TextField
        name="reason"
        label={t("close.reason")}
        placeholder={t("close.reason_example")}
        required
        maxLength={500}
        autoComplete="off"
      />
    </ActionDialog>
  );
}
