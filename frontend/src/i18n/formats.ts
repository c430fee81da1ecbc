/** Numbers, money and times as the reader's language writes them. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Money } from "@/api/money";
import { language } from ".";

/** A number apart from its unit, so that a screen can set the unit smaller. */
export interface Quantity {
  value: string;
  unit: string;
}

export type Formats = ReturnType<typeof createFormats>;

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return useMemo(() => createFormats(language()), [i18n.language]);
}

const OF_BRAZIL = /^\+55(\d{2})(\d{4,5})(\d{4})$/;

/** A Brazilian number as Brazilians write it: (11) 97000-1200; others stay as they are stored. */
function phone(stored: string | null): string | null {
  return stored && stored.replace(OF_BRAZIL, "($1) $2-$3");
}

export function createFormats(locale: string) {
  const fixed = (digits: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "negative", // A small negative number must not read "-0,0".
    });
  const whole = fixed(0);
  const tenth = fixed(1);
  const hundredth = fixed(2);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const choice = new Intl.ListFormat(locale, { type: "disjunction" });

  const quantity = (format: Intl.NumberFormat, value: number, unit: string): Quantity => ({
    value: format.format(value),
    unit,
  });

  const energy = (energyWh: number) => quantity(hundredth, energyWh / 1000, "kWh");
  const power = (powerW: number) => quantity(tenth, powerW / 1000, "kW");

  return {
    energy,
    power,
    /** Registers and other Wh that a person compares digit by digit. */
    register: (energyWh: number) => quantity(whole, energyWh, "Wh"),
    percent: (percent: number) => quantity(whole, percent, "%"),
    count: (count: number) => whole.format(count),
    /** A number that is whole or nearly: 12, but also 8.6. */
    tenths: (value: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value),

    phone,

    money({ amount, currency }: Money): string {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency });
      return format.format(amount as Intl.StringNumericLiteral);
    },

    /** A price per unit keeps up to six decimals: 0.53, but also 0.012345. */
    unitPrice({ amount, currency }: Money): string {
      const format = new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        maximumFractionDigits: 6,
      });
      return format.format(amount as Intl.StringNumericLiteral);
    },

    /** So does a tax: 5 %, but also 0.65 %. */
    taxRate(percent: string): string {
      const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
      return `${format.format(percent as Intl.StringNumericLiteral)} %`;
    },

    duration: formatDuration,

    time: (at: string, timeZone?: string) =>
      instant(locale, at, { timeZone, hour: "2-digit", minute: "2-digit" }),
    preciseTime: (at: string, timeZone?: string) =>
      instant(locale, at, { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    date: (at: string, timeZone?: string) =>
      instant(locale, at, { timeZone, weekday: "short", day: "2-digit", month: "2-digit" }),
    /** A day of the calendar, `2024-03-05`: it has no zone. */
    day: (on: string) =>
      instant(locale, `${on}T12:00:00Z`, {
        timeZone: "UTC",
        day: "2-digit",
        month: "2-digit",
        year: "numeric",
      }),
    /** A month of the calendar, `2026-10`: "October 2026". */
    month: (name: string) =>
      instant(locale, `${name}-15T12:00:00Z`, { timeZone: "UTC", month: "long", year: "numeric" }),
    dateTime: (at: string, timeZone?: string) =>
      instant(locale, at, {
        timeZone,
        day: "2-digit",
        month: "2-digit",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      }),

    /** "3 min ago", coarse on purpose: it is read at a glance. */
    ago(at: string, now: number): string {
      const seconds = Math.round((Date.parse(at) - now) / 1000);
      for (const [unit, length] of AGO_UNITS) {
        if (Math.abs(seconds) >= length) {
          return relative.format(Math.trunc(seconds / length), unit);
        }
      }
      return relative.format(0, "minute");
    },

    list: (words: readonly string[]) => list.format(words),
    either: (words: readonly string[]) => choice.format(words),
  };
}

const AGO_UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

function instant(locale: string, at: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options }).format(new Date(at));
}

/** "1 h 05 min", "42 min" or "38 s": h, min and s are read in both languages. */
function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  if (hours === 0) return `${minutes} min`;
  return `${hours} h ${String(minutes).padStart(2, "0")} min`;
}
