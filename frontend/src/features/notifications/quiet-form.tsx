import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { CheckField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import type { Preferences } from "./preferences-queries";
import { useEditPreferences } from "./use-edit-preferences";

const USUAL = { from: "22:00", to: "07:00" } as const;

/** Hours in which one is left alone; what is urgent comes all the same. */
export function QuietForm({ preferences: { quiet } }: { preferences: Preferences }) {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(quiet !== null);
  const saving = useEditPreferences(true);
  const quietOf = (values: FormData) => ({
    from: textOf(values, "from") ?? USUAL.from,
    to: textOf(values, "to") ?? USUAL.to,
  });
  return (
    <Form
      failure={saving.error}
      onSubmit={(values) => saving.mutate({ quiet: isOn ? quietOf(values) : null })}
      className="grid gap-4"
    >
      <CheckField
        label={t("preferences.quiet_on")}
        hint={t("preferences.quiet_hint")}
        checked={isOn}
        onChange={({ target }) => setOn(target.checked)}
      />
      {isOn && (
        <div className="grid max-w-sm grid-cols-2 gap-4">
          <TextField
            name="from"
            type="time"
            label={t("preferences.from")}
            defaultValue={quiet?.from.slice(0, 5) ?? USUAL.from}
            required
          />
          <TextField
            name="to"
            type="time"
            label={t("preferences.to")}
            defaultValue={quiet?.to.slice(0, 5) ?? USUAL.to}
            required
          />
        </div>
      )}
      <div>
        <Button type="submit" busy={saving.isPending}>
          {t("action.save")}
        </Button>
      </div>
    </Form>
  );
}
