import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { PLUG_TYPES, type Vehicle } from "./belongings-queries";

/** What a car is made of; `vehicleOf` reads the fields. */
export function VehicleFields({ vehicle }: { vehicle?: Vehicle }) {
  const { t } = useTranslation();
  const kwh = vehicle?.battery_wh == null ? "" : String(vehicle.battery_wh / 1000);
  return (
    <>
      <TextField
        name="plate"
        label={t("vehicles.plate")}
        placeholder="ABC1D23"
        defaultValue={vehicle?.plate ?? ""}
        maxLength={12}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <TextField
        name="model"
        label={t("vehicles.model")}
        defaultValue={vehicle?.model ?? ""}
        maxLength={100}
        autoComplete="off"
      />
      <TextField
        name="battery_wh"
        type="number"
        inputMode="decimal"
        step="0.1"
        min="0.1"
        max="1000"
        label={t("vehicles.battery")}
        defaultValue={kwh}
      />
      <SelectField
        name="connector"
        label={t("vehicles.connector")}
        defaultValue={vehicle?.connector ?? ""}
      >
        <option value="">{t("vehicles.connector_unknown")}</option>
        {PLUG_TYPES.map((plug) => (
          <option key={plug} value={plug}>
            {t(`plug_type.${plug}`)}
          </option>
        ))}
      </SelectField>
    </>
  );
}

export function vehicleOf(values: FormData): Schemas["NewVehicle"] {
  const kwh = textOf(values, "battery_wh");
  const said = textOf(values, "connector");
  return {
    plate: textOf(values, "plate"),
    model: textOf(values, "model"),
    battery_wh: kwh === null ? null : Math.round(Number(kwh) * 1000),
    connector: PLUG_TYPES.find((plug) => plug === said) ?? null,
  };
}
