import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { createPerson, PEOPLE_CHANGED, type Person } from "./queries";
import { UnitField, useUnitOwner } from "./unit-field";

/** Register a person with their unit and their card: where one is refused, nothing is stored. */
export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const user = useCurrentUser();
  const ownerOf = useUnitOwner();
  const registration = useAction<FormData, Person>({
    send: (values, key) => {
      const unitId = textOf(values, "unit_id");
      const person = {
        name: textOf(values, "name") ?? "",
        phone: textOf(values, "phone"),
        email: textOf(values, "email"),
        unit_id: unitId,
        card: textOf(values, "card"),
      };
      return createPerson(person, user.tenant?.id ?? ownerOf(unitId), key);
    },
    refreshes: PEOPLE_CHANGED,
    done: ({ name }) => t("people.registered", { name }),
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: "/people/$personId", params: { personId: id } });
    },
  });
  return (
    <ActionDialog
      title={t("people.new_title")}
      order={t("people.register")}
      action={registration}
      onClose={onClose}
    >
      <TextField name="name" label={t("people.name")} required maxLength={200} autoComplete="off" />
      <UnitField />
      <TextField
        name="card"
        label={t("people.card")}
        hint={t("people.card_hint")}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        name="phone"
        type="tel"
        label={t("people.phone")}
        placeholder="+55 48 99999-0000"
        autoComplete="off"
      />
      <TextField name="email" type="email" label={t("people.email")} autoComplete="off" />
    </ActionDialog>
  );
}
