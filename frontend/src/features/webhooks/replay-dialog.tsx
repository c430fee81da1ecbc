import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { replay, type Webhook } from "./queries";

interface ReplayDialogProps {
  webhook: Webhook;
  onClose: () => void;
}

/** Send again what happened in a span of time, in this browser's clock. */
export function ReplayDialog({ webhook, onClose }: ReplayDialogProps) {
  const { t } = useTranslation();
  const replaying = useAction<FormData, number>({
    send: (values) =>
      replay(webhook, { from: instantIn(values, "from"), to: instantIn(values, "to") }),
    refreshes: [["webhooks"]],
    done: (waiting) => t("webhook_replay.done", { count: waiting }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("webhook_replay.title")}
      description={t("webhook_replay.hint")}
      order={t("webhook_replay.order")}
      action={replaying}
      onClose={onClose}
    >
      <TextField name="from" type="datetime-local" label={t("webhook_replay.from")} required />
      <TextField name="to" type="datetime-local" label={t("webhook_replay.to")} required />
    </ActionDialog>
  );
}

function instantIn(values: FormData, name: string): string {
  return new Date(textOf(values, name) ?? "").toISOString();
}
