import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { Button, IconButton } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { addHome, editHome, removeHome, type Home } from "./home-queries";
import { PEOPLE_CHANGED, type Person } from "./queries";
import { UnitField } from "./unit-field";

const ROLES = ["owner", "tenant", "family", "other"] as const;

/** Where somebody lives and lived, and since when. */
export function HomeList({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:people");
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={t("homes.title")}
      actions={
        mayWrite && (
          <Button small icon="plus" onClick={() => setAdding(true)}>
            {t("homes.add")}
          </Button>
        )
      }
    >
      {person.residences.length === 0 ? (
        <Notice icon="building" title={t("homes.empty")} />
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {person.residences.toReversed().map((home) => (
            <HomeLine key={home.id} person={person} home={home} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {isAdding && <AddDialog person={person} onClose={() => setAdding(false)} />}
    </Section>
  );
}

interface HomeLineProps {
  person: Person;
  home: Home;
  mayWrite: boolean;
}

function HomeLine({ person, home, mayWrite }: HomeLineProps) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const [asked, setAsked] = useState<"edit" | "remove" | null>(null);
  const close = () => setAsked(null);
  const span =
    home.to_date === null
      ? t("people.lives_since", { from: day(home.from_date) })
      : t("people.lived", { from: day(home.from_date), to: day(home.to_date) });
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <Link
          to="/people/unit/$unitId"
          params={{ unitId: home.unit_id }}
          className="font-medium underline-offset-4 hover:underline"
        >
          {[home.tower, home.number].filter(Boolean).join(" ")}
        </Link>
        <p className="mt-0.5 text-[0.8125rem] text-muted">
          {t(`residence_role.${home.role}`)} · {span}
        </p>
      </div>
      {mayWrite && (
        <span className="flex">
          <IconButton icon="edit" label={t("homes.edit")} onClick={() => setAsked("edit")} />
          <IconButton icon="trash" label={t("homes.remove")} onClick={() => setAsked("remove")} />
        </span>
      )}
      {asked === "edit" && <EditDialog person={person} home={home} onClose={close} />}
      {asked === "remove" && <RemoveDialog person={person} home={home} onClose={close} />}
    </li>
  );
}

function RoleField({ role }: { role?: Home["role"] }) {
  const { t } = useTranslation();
  return (
    <SelectField name="role" label={t("homes.role")} defaultValue={role ?? "owner"}>
      {ROLES.map((each) => (
        <option key={each} value={each}>
          {t(`residence_role.${each}`)}
        </option>
      ))}
    </SelectField>
  );
}

function roleOf(values: FormData): Home["role"] {
  const said = textOf(values, "role");
  return ROLES.find((role) => role === said) ?? "owner";
}

function AddDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const adding = useAction<FormData, Home>({
    send: (values, key) =>
      addHome(
        person,
        {
          unit_id: textOf(values, "unit_id") ?? "",
          role: roleOf(values),
          from_date: textOf(values, "from_date"),
        },
        key,
      ),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.saved"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("homes.add_to", { name: person.name })}
      order={t("homes.add")}
      action={adding}
      onClose={onClose}
    >
      <UnitField />
      <RoleField />
      <TextField name="from_date" type="date" label={t("homes.from")} hint={t("homes.from_hint")} />
    </ActionDialog>
  );
}

interface DialogProps {
  person: Person;
  home: Home;
  onClose: () => void;
}

function EditDialog({ person, home, onClose }: DialogProps) {
  const { t } = useTranslation();
  const saving = useAction<FormData, Home>({
    send: (values) =>
      editHome(person, home, {
        role: roleOf(values),
        from_date: textOf(values, "from_date") ?? home.from_date,
        to_date: textOf(values, "to_date"),
      }),
    refreshes: PEOPLE_CHANGED,
    done: () => t("people.saved"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={[home.tower, home.number].filter(Boolean).join(" ")}
      order={t("action.save")}
      action={saving}
      onClose={onClose}
    >
      <RoleField role={home.role} />
      <TextField
        name="from_date"
        type="date"
        label={t("homes.from")}
        defaultValue={home.from_date}
        required
      />
      <TextField
        name="to_date"
        type="date"
        label={t("homes.to")}
        hint={t("homes.to_hint")}
        defaultValue={home.to_date ?? ""}
      />
    </ActionDialog>
  );
}

function RemoveDialog({ person, home, onClose }: DialogProps) {
  const { t } = useTranslation();
  const removal = useAction<FormData, void>({
    send: () => removeHome(person, home),
    refreshes: PEOPLE_CHANGED,
    done: () => t("homes.removed"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("homes.remove_ask", { unit: [home.tower, home.number].filter(Boolean).join(" ") })}
      description={t("homes.remove_hint")}
      order={t("homes.remove")}
      tone="danger"
      action={removal}
      onClose={onClose}
    />
  );
}
