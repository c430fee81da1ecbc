import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/ui/field";
import { PriceField, useMonthNames } from "./prices-form";
import type { PricedWindow } from "./queries";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

interface WindowFieldsProps {
  window: PricedWindow;
  currency: string;
  /** Where it is in the request. */
  name: string;
  onChange: (window: PricedWindow) => void;
}

/** One window by form: its name, days, times, season, holidays and prices. */
export function WindowFields({ window: priced, currency, name, onChange }: WindowFieldsProps) {
  const { t } = useTranslation();
  const { monthName } = useMonthNames();
  const { window } = priced;
  const set = (changes: Partial<PricedWindow>) => onChange({ ...priced, ...changes });
  const setWindow = (changes: Partial<PricedWindow["window"]>) =>
    set({ window: { ...window, ...changes } });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        name={`${name}.name`}
        label={t("tariff.window_name")}
        value={priced.name}
        maxLength={50}
        required
        onChange={({ target }) => set({ name: target.value })}
      />
      <PriceField
        name={`${name}.price_per_kwh`}
        label={t("tariff.per_kwh", { currency })}
        value={priced.price_per_kwh}
        required
        onChange={(price_per_kwh) => set({ price_per_kwh })}
      />
      <TimeField
        name={`${name}.from_time`}
        label={t("tariff.from_time")}
        value={window.from_time}
        onChange={(from_time) => setWindow({ from_time })}
      />
      <TimeField
        name={`${name}.to_time`}
        label={t("tariff.to_time")}
        value={window.to_time}
        onChange={(to_time) => setWindow({ to_time })}
      />
      <Toggles
        legend={t("tariff.weekdays")}
        options={WEEKDAYS.map((day) => [day, t(`weekday.${day}`)])}
        chosen={window.weekdays}
        onChoose={(weekdays) => setWindow({ weekdays })}
      />
      <Toggles
        legend={t("tariff.months")}
        options={MONTHS.map((month) => [month, monthName(month)])}
        chosen={window.months}
        onChoose={(months) => setWindow({ months })}
      />
      <SelectField
        label={t("tariff.holidays")}
        value={String(window.on_holidays)}
        onChange={({ target: { value } }) =>
          setWindow({ on_holidays: value === "null" ? null : value === "true" })
        }
      >
        <option value="null">{t("tariff.holidays_too")}</option>
        <option value="false">{t("tariff.not_on_holidays")}</option>
        <option value="true">{t("tariff.only_holidays")}</option>
      </SelectField>
      <PriceField
        name={`${name}.price_per_minute`}
        label={`${t("tariff.per_minute")} (${currency})`}
        value={priced.price_per_minute}
        onChange={(price_per_minute) => set({ price_per_minute })}
      />
    </div>
  );
}

interface TimeFieldProps {
  name: string;
  label: string;
  value: string;
  onChange: (time: string) => void;
}

function TimeField({ value, onChange, ...rest }: TimeFieldProps) {
  return (
    <TextField
      {...rest}
      type="time"
      required
      value={value.slice(0, 5)}
      onChange={({ target }) => target.value && onChange(`${target.value}:00`)}
    />
  );
}

interface TogglesProps {
  legend: string;
  options: [number, string][];
  chosen: readonly number[];
  onChoose: (chosen: number[]) => void;
}

/** Some out of a few; the last one stays, since a window without days never opens. */
function Toggles({ legend, options, chosen, onChoose }: TogglesProps) {
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1 text-[0.8125rem] font-medium text-muted">{legend}</legend>
      <div className="flex flex-wrap gap-1">
        {options.map(([value, word]) => {
          const isOn = chosen.includes(value);
          const next = isOn ? chosen.filter((each) => each !== value) : [...chosen, value];
          return (
            <button
              key={value}
              type="button"
              aria-pressed={isOn}
              className="h-9 min-w-11 rounded-md border border-line px-2 text-sm text-muted aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:font-medium aria-pressed:text-ink"
              onClick={() => next.length > 0 && onChoose(next.toSorted((a, b) => a - b))}
            >
              {word}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
