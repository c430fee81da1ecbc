import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PersonCombobox, type Person } from "@/features/drivers/person-combobox";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { reserve, RESERVATIONS_CHANGED, type NewReservation, type Reservation } from "./queries";

const MINUTES = 30;

interface ReserveDialogProps {
  stationId: string;
  stationName: string;
  tenantId?: string;
  evses: readonly number[];
  /** The longest that may be asked for, in minutes. */
  minutesMax?: number;
  /** Staff say for whom; a resident reserves for themselves. */
  isForOthers: boolean;
  children?: ReactNode;
  onClose: () => void;
}

/** Reserve a connector of a station, from now or from a later instant on. */
export function ReserveDialog(props: ReserveDialogProps) {
  const { stationId, stationName, tenantId, evses, isForOthers, minutesMax = 1_440 } = props;
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const reserving = useAction<FormData, Reservation>({
    send: (values) => reserve(wish(values), tenantId),
    refreshes: RESERVATIONS_CHANGED,
    done: ({ status }) => t(`reservations.made.${madeOf(status)}`),
    onDone: props.onClose,
  });

  function wish(values: FormData): NewReservation {
    const evse = textOf(values, "evse");
    const card = textOf(values, "id_token");
    const startsAt = textOf(values, "starts_at");
    const note = textOf(values, "note");
    return {
      station_id: stationId,
      minutes: Number(textOf(values, "minutes") ?? MINUTES),
      ...(evse !== null && { evse: Number(evse) }),
      ...(person !== null && { person_id: person.id }),
      ...(card !== null && person === null && { id_token: card }),
      ...(startsAt !== null && { starts_at: new Date(startsAt).toISOString() }),
      ...(note !== null && { note }),
    } as NewReservation;
  }

  return (
    <ActionDialog
      title={t("reservations.title_new")}
      description={stationName}
      order={t("reservations.order")}
      action={reserving}
      waiting={t("command.waiting")}
      onClose={props.onClose}
    >
      {props.children}
      {evses.length > 0 && (
        <SelectField name="evse" label={t("reservations.connector")} defaultValue={evses[0]}>
          {evses.map((each) => (
            <option key={each} value={each}>
              {t("incidents.connector", { number: each })}
            </option>
          ))}
          <option value="">{t("reservations.anywhere")}</option>
        </SelectField>
      )}
      {isForOthers && (
        <>
          <PersonCombobox
            label={t("reservations.person")}
            {...(tenantId !== undefined && { tenantId })}
            value={person}
            onChange={setPerson}
          />
          {person === null && (
            <TextField name="id_token" label={t("reservations.card")} maxLength={255} />
          )}
        </>
      )}
      <TextField
        name="starts_at"
        type="datetime-local"
        label={t("reservations.starts_at")}
        hint={t("reservations.starts_at_hint")}
      />
      <TextField
        name="minutes"
        type="number"
        min={1}
        max={minutesMax}
        defaultValue={Math.min(MINUTES, minutesMax)}
        required
        label={t("reservations.minutes")}
      />
      <TextField name="note" label={t("reservations.note")} maxLength={500} />
    </ActionDialog>
  );
}

function madeOf(status: Reservation["status"]): "accepted" | "planned" | "refused" {
  return status === "accepted" || status === "planned" ? status : "refused";
}
