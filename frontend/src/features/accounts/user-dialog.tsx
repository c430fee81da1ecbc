import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonCombobox, type Person } from "@/features/drivers/person-combobox";
import { ActionDialog } from "@/ui/action-dialog";
import { CheckField, SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { createUser, editUser, ROLES, usersQuery, type Role, type User } from "./users-queries";

/** As the platform has it. */
const PASSWORD_MIN = 8;

interface UserDialogProps {
  /** Left out it is a new one. */
  user: User | undefined;
  onClose: () => void;
}

/** Let somebody sign in, or change as what; a resident is somebody of the people. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  const { t } = useTranslation();
  const [role, setRole] = useState<Role>(user?.role ?? "operator");
  const [person, setPerson] = useState<Person | null>(null);
  const saving = useAction<FormData, User>({
    send: (values, key) => {
      const said = {
        name: textOf(values, "name") ?? "",
        email: textOf(values, "email") ?? "",
        role,
        ...(person && { person_id: person.id }),
      };
      const password = textOf(values, "password");
      if (user === undefined) return createUser({ ...said, password: password ?? "" }, key);
      const changes = { ...said, is_active: values.has("is_active") };
      return editUser(user, { ...changes, ...(password !== null && { password }) });
    },
    refreshes: [usersQuery.queryKey],
    done: ({ name }) => t("users.saved", { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={user ? user.name : t("users.new_title")}
      order={t(user ? "action.save" : "users.create")}
      action={saving}
      onClose={onClose}
    >
      <TextField name="name" label={t("users.name")} defaultValue={user?.name} required />
      <TextField
        name="email"
        type="email"
        label={t("login.email")}
        defaultValue={user?.email}
        required
        autoComplete="off"
      />
      {user?.role !== "platform_admin" && (
        <SelectField
          name="role"
          label={t("users.role")}
          hint={t(`role_hint.${role}`)}
          value={role}
          onChange={({ target }) => setRole(target.value as Role)}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
        </SelectField>
      )}
      {role === "resident" && (
        <PersonCombobox
          name="person_id"
          value={person}
          onChange={setPerson}
          required={user?.person_id == null}
        />
      )}
      <TextField
        name="password"
        type="password"
        label={t(user ? "users.new_password" : "login.password")}
        hint={t("users.password_hint", { min: PASSWORD_MIN })}
        minLength={PASSWORD_MIN}
        required={user === undefined}
        autoComplete="new-password"
      />
      {user && (
        <CheckField
          name="is_active"
          label={t("users.may_sign_in")}
          defaultChecked={user.is_active}
        />
      )}
    </ActionDialog>
  );
}
