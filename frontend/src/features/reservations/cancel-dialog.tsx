import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { cancelReservation, RESERVATIONS_CHANGED, type Reservation } from "./queries";

interface CancelDialogProps {
  reservation: Reservation;
  onClose: () => void;
}

/** Ask before a place is given up; a station that is away is told when it is back. */
export function CancelDialog({ reservation, onClose }: CancelDialogProps) {
  const { t } = useTranslation();
  const cancelling = useAction<FormData, Reservation>({
    send: (values) => cancelReservation(reservation, textOf(values, "note")),
    refreshes: RESERVATIONS_CHANGED,
    done: (said) => t(said.station_to_be_told ? "reservations.told_later" : "reservations.ended"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("reservations.cancel_title")}
      description={t("reservations.cancel_hint")}
      order={t("reservations.cancel")}
      tone="danger"
      action={cancelling}
      waiting={t("command.waiting")}
      onClose={onClose}
    >
      <TextField name="note" label={t("reservations.note")} maxLength={500} />
    </ActionDialog>
  );
}
