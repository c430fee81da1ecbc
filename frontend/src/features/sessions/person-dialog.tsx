import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonCombobox, type Person } from "@/features/drivers/person-combobox";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { CHARGED_CHANGED, correctPerson, type Session } from "./queries";

interface PersonDialogProps {
  session: Session;
  onClose: () => void;
}

/** Say who really charged, or that nobody knows; how one knows is kept with the charge. */
export function PersonDialog({ session, onClose }: PersonDialogProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const correcting = useAction<FormData, Session>({
    send: (values, key) =>
      correctPerson(session, person?.id ?? null, textOf(values, "reason") ?? "", key),
    refreshes: CHARGED_CHANGED,
    done: ({ person: now }) =>
      now ? t("person_correction.done", { name: now.name }) : t("person_correction.taken"),
    onDone: onClose,
  });
  const isOfNobody = session.person === null;
  return (
    <ActionDialog
      title={t("person_correction.title")}
      description={t("person_correction.hint")}
      order={t(person || isOfNobody ? "person_correction.order" : "person_correction.take")}
      ready={person !== null || !isOfNobody}
      action={correcting}
      onClose={onClose}
    >
      <PersonCombobox
        label={t("person_correction.person")}
        hint={isOfNobody ? undefined : t("person_correction.nobody")}
        name="person_id"
        tenantId={session.tenant_id}
        value={person}
        onChange={setPerson}
      />
      <TextField
        name="reason"
        label={t("close.reason")}
        placeholder={t("person_correction.reason_example")}
        required
        maxLength={500}
        autoComplete="off"
      />
    </ActionDialog>
  );
}
