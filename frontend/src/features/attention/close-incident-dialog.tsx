import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { useAction } from "@/ui/use-action";
import { closeIncident, INCIDENTS_CHANGED } from "./incidents-queries";
import type { Incident } from "./queries";

interface CloseIncidentDialogProps {
  incident: Incident;
  onClose: () => void;
}

/** Ask before an incident that nothing will end leaves the list. */
export function CloseIncidentDialog({ incident, onClose }: CloseIncidentDialogProps) {
  const { t } = useTranslation();
  const closing = useAction<FormData, void>({
    send: () => closeIncident(incident),
    refreshes: INCIDENTS_CHANGED,
    done: () => t("incidents.closed"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("incidents.close_title")}
      description={t("incidents.close_hint")}
      order={t("incidents.close")}
      action={closing}
      onClose={onClose}
    />
  );
}
