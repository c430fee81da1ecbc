import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import type { Site, Unit } from "./queries";
import { createUnits, deleteUnit, editUnit, UNITS_CHANGED, type UnitsMade } from "./site-edits";
import { numbersOf, NUMBERS_MAX } from "./towers";

interface NewUnitsDialogProps {
  site: Site;
  /** Names that are known, to choose from. */
  towers: readonly string[];
  onClose: () => void;
}

/** Make the units of a tower, as many as one types. */
export function NewUnitsDialog({ site, towers, onClose }: NewUnitsDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const numbers = numbersOf(typed);
  const isTooMany = numbers.length > NUMBERS_MAX;
  const making = useAction<FormData, UnitsMade>({
    send: (values) => createUnits(site, textOf(values, "tower"), numbers),
    refreshes: UNITS_CHANGED,
    done: ({ made, known }) =>
      known === 0 ? t("units.made", { count: made }) : t("units.made_some", { made, count: known }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("units.add")}
      order={t("units.create", { count: numbers.length })}
      ready={numbers.length > 0 && !isTooMany}
      waiting={t("units.making")}
      action={making}
      onClose={onClose}
    >
      <TextField
        name="tower"
        label={t("units.tower_label")}
        hint={t("units.tower_hint")}
        list="towers"
        maxLength={50}
        autoComplete="off"
      />
      <datalist id="towers">
        {towers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <TextField
        name="number"
        label={t("units.numbers")}
        hint={t("units.numbers_hint")}
        placeholder="101-104, 201"
        error={isTooMany ? t("units.beyond", { max: NUMBERS_MAX }) : undefined}
        value={typed}
        required
        autoComplete="off"
        onChange={({ target }) => setTyped(target.value)}
      />
    </ActionDialog>
  );
}

/** Change how a unit is called, or remove one in which nobody ever lived. */
export function UnitDialog({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useTranslation();
  const [isRemoving, setRemoving] = useState(false);
  const saving = useAction<FormData, Unit>({
    send: (values) =>
      editUnit(unit, { tower: textOf(values, "tower"), number: textOf(values, "number") ?? "" }),
    refreshes: UNITS_CHANGED,
    done: ({ label }) => t("units.saved", { unit: label }),
    onDone: onClose,
  });
  const removal = useAction<FormData, void>({
    send: () => deleteUnit(unit),
    refreshes: UNITS_CHANGED,
    done: () => t("units.deleted", { unit: unit.label }),
    onDone: onClose,
  });
  if (isRemoving) {
    return (
      <ActionDialog
        title={t("units.delete_ask", { unit: unit.label })}
        description={t("units.delete_hint")}
        order={t("units.delete")}
        tone="danger"
        action={removal}
        onClose={onClose}
      />
    );
  }
  return (
    <ActionDialog title={unit.label} order={t("action.save")} action={saving} onClose={onClose}>
      <TextField
        name="tower"
        label={t("units.tower_label")}
        defaultValue={unit.tower ?? ""}
        maxLength={50}
        autoComplete="off"
      />
      <TextField
        name="number"
        label={t("units.number")}
        defaultValue={unit.number}
        required
        maxLength={50}
        autoComplete="off"
      />
      <Button
        small
        tone="quiet"
        icon="trash"
        className="justify-self-start"
        onClick={() => setRemoving(true)}
      >
        {t("units.delete")}
      </Button>
    </ActionDialog>
  );
}
