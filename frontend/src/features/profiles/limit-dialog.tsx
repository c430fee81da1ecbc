import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CommandDialog } from "@/features/stations/command-dialog";
import type { Station } from "@/features/stations/queries";
import { ReasonField } from "@/features/stations/reason-field";
import { CheckField, SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { profilesQuery, setLimit, type RateUnit } from "./profiles";

const UNITS: readonly RateUnit[] = ["A", "W"];
/** What most cars draw on one phase: a limit to begin with. */
const USUAL: Record<RateUnit, number> = { A: 16, W: 3_700 };

interface LimitDialogProps {
  station: Station;
  evses: readonly number[];
  units: readonly RateUnit[];
  onClose: () => void;
}

/** Limit the whole station, or what each charge at a connector may draw. */
export function LimitDialog({ station, evses, units, onClose }: LimitDialogProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const offered = UNITS.filter((unit) => units.includes(unit));
  const [unit, setUnit] = useState<RateUnit>(offered[0] ?? "A");
  const [isTimed, setTimed] = useState(false);

  async function send(values: FormData) {
    const limit = {
      evse: Number(values.get("evse")),
      limit: Number(values.get("limit")),
      unit,
      from: isTimed ? textOf(values, "from") : null,
      to: isTimed ? textOf(values, "to") : null,
    };
    const recipient = { stationId: station.id, tenantId: station.tenant_id };
    await setLimit(recipient, limit, station.timezone, textOf(values, "reason"));
    await queryClient.invalidateQueries({ queryKey: profilesQuery(station.id).queryKey });
  }

  return (
    <CommandDialog
      title={t("profiles.new")}
      description={t("profiles.new_hint")}
      order={t("profiles.set")}
      done={t("profiles.set_done")}
      send={send}
      onClose={onClose}
    >
      <SelectField name="evse" label={t("profiles.where")} defaultValue={evses[0] ?? 0}>
        {evses.map((evse) => (
          <option key={evse} value={evse}>
            {t("profiles.at_evse", { evse })}
          </option>
        ))}
        <option value={0}>{t("profiles.at_station")}</option>
      </SelectField>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          key={unit}
          name="limit"
          type="number"
          min={0}
          step={0.1}
          required
          label={t("profiles.limit")}
          defaultValue={USUAL[unit]}
        />
        <SelectField
          label={t("profiles.unit")}
          value={unit}
          onChange={(event) => setUnit(event.target.value as RateUnit)}
        >
          {offered.map((each) => (
            <option key={each} value={each}>
              {t(`profiles.unit_name.${each}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <CheckField
        label={t("profiles.timed")}
        checked={isTimed}
        onChange={(event) => setTimed(event.target.checked)}
      />
      {isTimed && (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            name="from"
            type="time"
            required
            label={t("profiles.from")}
            defaultValue="17:30"
          />
          <TextField name="to" type="time" required label={t("profiles.to")} defaultValue="20:30" />
        </div>
      )}
      <ReasonField />
    </CommandDialog>
  );
}
