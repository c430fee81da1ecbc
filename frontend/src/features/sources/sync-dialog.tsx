import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { syncSource, type Source } from "./queries";

/** Read the cloud again now, from a day on. */
export function SyncDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation();
  const sync = useAction<FormData, Source>({
    send: (values) => {
      const day = textOf(values, "from");
      return syncSource(source, day === null ? null : new Date(`${day}T00:00`).toISOString());
    },
    refreshes: [["sources"]],
    done: () => t("source_sync.done"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("source_sync.order")}
      description={t("source_sync.hint")}
      order={t("source_sync.order")}
      action={sync}
      onClose={onClose}
    >
      <TextField
        name="from"
        type="date"
        label={t("source_sync.from")}
        hint={t("source_sync.from_hint")}
      />
    </ActionDialog>
  );
}
