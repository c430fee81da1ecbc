import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ZONES } from "@/features/sites/zones";
import { LANGUAGES } from "@/i18n";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { editTenant, TENANT_CHANGED, type ReadTenant, type Tenant } from "./queries";

const COLOR = /^#[0-9a-f]{6}$/i;
const PRODUCT_COLOR = "#0b5c4a"; // where the picker opens when no colour was chosen yet

/** Name, zone, language, closing day and colour of the condominium. */
export function TenantForm({ read }: { read: ReadTenant }) {
  const { t } = useTranslation();
  const { tenant } = read;
  const [color, setColor] = useState(tenant.brand_color ?? "");
  const saving = useAction<FormData, Tenant>({
    send: (values) =>
      editTenant(read, {
        name: textOf(values, "name") ?? "",
        brand_name: textOf(values, "brand_name"),
        timezone: textOf(values, "timezone") ?? tenant.timezone,
        language: textOf(values, "language") as Tenant["language"],
        closing_day: Number(textOf(values, "closing_day")),
        due_day: Number(textOf(values, "due_day")),
        brand_color: textOf(values, "brand_color"),
      }),
    refreshes: TENANT_CHANGED,
    done: ({ name }) => t("tenants.saved", { name }),
  });
  const zones = [...new Set([tenant.timezone, ...ZONES])];
  return (
    <Form
      className="grid content-start gap-4"
      failure={saving.error}
      onSubmit={(values) => saving.mutate(values)}
    >
      <TextField
        name="name"
        label={t("tenants.name")}
        defaultValue={tenant.name}
        required
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        name="brand_name"
        label={t("settings.brand_name")}
        hint={t("settings.brand_name_hint")}
        defaultValue={tenant.brand_name ?? ""}
        maxLength={80}
        autoComplete="off"
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField name="timezone" label={t("sites.timezone")} defaultValue={tenant.timezone}>
          {zones.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
        <SelectField
          name="language"
          label={t("shell.language")}
          hint={t("settings.language_hint")}
          defaultValue={tenant.language}
        >
          {LANGUAGES.map((value) => (
            <option key={value} value={value}>
              {t(`shell.language_name.${value}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          name="closing_day"
          type="number"
          min={1}
          max={31}
          label={t("tenants.closing_day")}
          hint={t("settings.closing_day_hint")}
          defaultValue={tenant.closing_day}
          required
        />
        <TextField
          name="due_day"
          type="number"
          min={1}
          max={31}
          label={t("settings.due_day")}
          hint={t("settings.due_day_hint")}
          defaultValue={tenant.due_day}
          required
        />
        <div className="flex items-start gap-2">
          <TextField
            className="grow"
            name="brand_color"
            label={t("settings.color")}
            hint={t("settings.color_hint")}
            placeholder={PRODUCT_COLOR}
            value={color}
            pattern="#[0-9a-fA-F]{6}"
            maxLength={7}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setColor(target.value)}
          />
          <input
            type="color"
            aria-label={t("settings.color_pick")}
            value={COLOR.test(color) ? color : PRODUCT_COLOR}
            onChange={({ target }) => setColor(target.value)}
            className="mt-6 size-10 rounded-md border border-line-strong/70 bg-surface p-1"
          />
        </div>
      </div>
      <div>
        <Button type="submit" tone="primary" busy={saving.isPending}>
          {t("action.save")}
        </Button>
      </div>
    </Form>
  );
}
