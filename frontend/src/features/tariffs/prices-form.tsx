import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { CheckField, SelectField, TextField } from "@/ui/field";
import { Section } from "@/ui/section";
import { EXTRAS, newWindow, type PriceDraft } from "./price-draft";
import type { PricedWindow } from "./queries";
import { Swatch } from "./week";
import { WeekEditor } from "./week-editor";
import { WindowFields } from "./window-fields";

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
/** Where a new window stands until somebody moves it: a working day's evening. */
const EVENING = { weekdays: [1, 2, 3, 4, 5], from_time: "17:30:00", to_time: "20:30:00" };

interface PricesFormProps {
  draft: PriceDraft;
  onChange: (draft: PriceDraft) => void;
  /** The month whose season the week shows at first. */
  month: number;
  /** Where in the request the prices are, as the platform's refusals name them. */
  inside: string;
}

/** Every price of a version: windows on a week, the base price, and what else is charged. */
export function PricesForm({ draft, onChange, month: today, inside }: PricesFormProps) {
  const { t } = useTranslation();
  const { monthName, decimal } = useMonthNames();
  const [chosen, setChosen] = useState<number | null>(null);
  const [month, setMonth] = useState(today);
  const set = (changes: Partial<PriceDraft>) => onChange({ ...draft, ...changes });
  const setWindow = (index: number, window: PricedWindow) =>
    set({ windows: draft.windows.map((each, place) => (place === index ? window : each)) });
  const hasSeasons = draft.windows.some(({ window }) => window.months.length < MONTHS.length);

  function add(span: Parameters<typeof newWindow>[0]): void {
    set({ windows: [...draft.windows, newWindow(span, draft.windows, t("tariff.window"))] });
    setChosen(draft.windows.length);
  }

  return (
    <>
      <Section title={t("tariff.week_title")}>
        <div className="grid items-start gap-8 xl:grid-cols-2">
          <div>
            {hasSeasons && (
              <SelectField
                className="mb-4 max-w-48"
                label={t("tariff.season_shown")}
                value={month}
                onChange={({ target }) => setMonth(Number(target.value))}
              >
                {MONTHS.map((each) => (
                  <option key={each} value={each}>
                    {monthName(each)}
                  </option>
                ))}
              </SelectField>
            )}
            <WeekEditor
              windows={draft.windows}
              month={month}
              onDraw={(span) => {
                const window = chosen === null ? undefined : draft.windows[chosen];
                if (chosen === null || window === undefined) add(span);
                else setWindow(chosen, { ...window, window: { ...window.window, ...span } });
              }}
            />
          </div>
          <div className="grid gap-3">
            <PriceField
              name={`${inside}price_per_kwh`}
              label={t("tariff.base_per_kwh", { currency: draft.currency })}
              value={draft.price_per_kwh}
              onChange={(price_per_kwh) => set({ price_per_kwh })}
              required
            />
            {draft.windows.map((window, index) => (
              <div key={index} className="rounded-lg border border-line bg-surface">
                <div className="flex items-center gap-3 px-3 py-2">
                  <span className="size-3 shrink-0 overflow-hidden rounded-sm">
                    <Swatch windows={draft.windows} name={window.name} />
                  </span>
                  <button
                    type="button"
                    aria-expanded={chosen === index}
                    className="min-h-8 grow text-left text-sm font-medium"
                    onClick={() => setChosen(chosen === index ? null : index)}
                  >
                    {window.name || t("tariff.window")}
                  </button>
                  <span className="text-right text-sm text-muted tabular-nums">
                    {window.window.from_time.slice(0, 5)}–{window.window.to_time.slice(0, 5)}
                    {window.price_per_kwh !== "" ? (
                      ` · ${draft.currency} ${window.price_per_kwh.replace(".", decimal)}`
                    ) : chosen === index ? null : (
                      <span className="text-danger"> · {t("tariff.window_without_price")}</span>
                    )}
                  </span>
                  <IconButton
                    icon="trash"
                    className="size-8!"
                    label={t("tariff.remove_window", { name: window.name })}
                    onClick={() => {
                      set({ windows: draft.windows.filter((_, place) => place !== index) });
                      setChosen(null);
                    }}
                  />
                </div>
                {chosen === index && (
                  <div className="border-t border-line p-3">
                    <WindowFields
                      window={window}
                      currency={draft.currency}
                      name={`${inside}windows.${index}`}
                      onChange={(changed) => setWindow(index, changed)}
                    />
                  </div>
                )}
              </div>
            ))}
            <Button icon="plus" onClick={() => add(EVENING)}>
              {t("tariff.add_window")}
            </Button>
            {draft.windows.length > 1 && (
              <p className="text-[0.8125rem] text-muted">{t("tariff.first_counts")}</p>
            )}
          </div>
        </div>
      </Section>
      <Section title={t("tariff.also")}>
        <Grid>
          {EXTRAS.map((name) => (
            <PriceField
              key={name}
              name={`${inside}${name}`}
              label={`${t(`tariff.extra.${name}`)} (${draft.currency})`}
              value={draft[name]}
              onChange={(text) => set({ [name]: text })}
            />
          ))}
          <TextField
            name={`${inside}idle_grace_minutes`}
            type="number"
            min={0}
            max={1440}
            required
            label={t("tariff.grace_minutes")}
            value={draft.idle_grace_minutes}
            onChange={({ target }) => set({ idle_grace_minutes: target.value })}
          />
        </Grid>
      </Section>
      <Taxes draft={draft} inside={inside} onChange={(taxes) => set({ taxes })} />
    </>
  );
}

interface TaxesProps {
  draft: PriceDraft;
  inside: string;
  onChange: (taxes: PriceDraft["taxes"]) => void;
}

function Taxes({ draft: { taxes }, inside, onChange }: TaxesProps) {
  const { t } = useTranslation();
  const setTax = (index: number, changes: Partial<(typeof taxes)[number]>) =>
    onChange(taxes.map((tax, place) => (place === index ? { ...tax, ...changes } : tax)));
  return (
    <Section title={t("tariff.taxes")}>
      <div className="grid max-w-2xl gap-3">
        {taxes.map((tax, index) => (
          <div key={index} className="flex flex-wrap items-end gap-3">
            <TextField
              className="grow"
              name={`${inside}taxes.${index}.name`}
              label={t("tariff.tax_name")}
              value={tax.name}
              maxLength={50}
              required
              onChange={({ target }) => setTax(index, { name: target.value })}
            />
            <PriceField
              className="w-24"
              name={`${inside}taxes.${index}.percent`}
              label="%"
              value={tax.percent}
              required
              onChange={(percent) => setTax(index, { percent })}
            />
            <CheckField
              label={t("tariff.tax_included")}
              checked={tax.is_included}
              onChange={({ target }) => setTax(index, { is_included: target.checked })}
            />
            <IconButton
              icon="trash"
              label={t("tariff.remove_tax", { name: tax.name })}
              onClick={() => onChange(taxes.filter((_, place) => place !== index))}
            />
          </div>
        ))}
        <div>
          <Button
            icon="plus"
            onClick={() => onChange([...taxes, { name: "", percent: "", is_included: true }])}
          >
            {t("tariff.add_tax")}
          </Button>
        </div>
      </div>
    </Section>
  );
}

export function Grid({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}

interface PriceFieldProps {
  name: string;
  label: string;
  value: string;
  required?: boolean;
  className?: string;
  onChange: (text: string) => void;
}

/** An amount as people type it: with the decimal sign of their language, or a point. */
export function PriceField({ value, onChange, ...rest }: PriceFieldProps) {
  const { decimal } = useMonthNames();
  return (
    <TextField
      {...rest}
      value={value.replace(".", decimal)}
      onChange={({ target }) => onChange(target.value)}
      inputMode="decimal"
      pattern="\d{1,6}([.,]\d{1,6})?"
      autoComplete="off"
    />
  );
}

/** The words and signs of the reader's language that forms need. */
export function useMonthNames() {
  const { i18n } = useTranslation();
  const name = new Intl.DateTimeFormat(i18n.language, { month: "short", timeZone: "UTC" });
  const parts = new Intl.NumberFormat(i18n.language).formatToParts(1.5);
  return {
    monthName: (month: number) => name.format(Date.UTC(2026, month - 1, 15)),
    decimal: parts.find(({ type }) => type === "decimal")?.value ?? ".",
  };
}
