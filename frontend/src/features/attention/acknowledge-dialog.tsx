import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { useAction } from "@/ui/use-action";
import { textOf } from "@/ui/form-text";
import { acknowledge, attentionQuery, type Incident } from "./queries";

interface AcknowledgeDialogProps {
  incident: Incident;
  onClose: () => void;
}

/** Tell the others that one knows of it, and what is being done. */
export function AcknowledgeDialog({ incident, onClose }: AcknowledgeDialogProps) {
  const { t } = useTranslation();
  const noting = useAction<FormData, void>({
    send: (values) => acknowledge(incident, textOf(values, "note")),
    refreshes: [attentionQuery.queryKey],
    done: () => t("attention.acknowledged"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={incident.subject}
      description={t("attention.acknowledge_hint")}
      order={t("attention.acknowledge")}
      action={noting}
      onClose={onClose}
    >
      <TextField
        name="note"
        label={t("attention.note")}
        placeholder={t("attention.note_example")}
        maxLength={500}
        autoComplete="off"
      />
    </ActionDialog>
  );
}
