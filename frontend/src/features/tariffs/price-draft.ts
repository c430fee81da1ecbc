/** Prices while they are being written: texts as they are typed, until they are sent. */
import type { Schemas } from "@/api/client";
import { beginOf } from "@/features/sessions/local-days";
import type { PricedWindow, Version } from "./queries";

export type VersionBody = Schemas["VersionBody"];
export type TaxDraft = Schemas["TaxView"];

/** The amounts that every version has; those of `OPTIONAL` are left out when empty. */
export const EXTRAS = [
  "price_per_minute",
  "price_per_session",
  "price_per_idle_minute",
  "price_per_reservation",
  "amount_min",
  "amount_max",
] as const;
const OPTIONAL: readonly string[] = ["amount_min", "amount_max"];

export type Extra = (typeof EXTRAS)[number];

export interface PriceDraft extends Record<Extra, string> {
  /** The first day, as the site counts days. */
  valid_from: string;
  currency: string;
  price_per_kwh: string;
  idle_grace_minutes: string;
  taxes: TaxDraft[];
  windows: PricedWindow[];
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const GRACE_MIN = "15";
const HALF_HOUR_MIN = 30;
const DAY_MIN = 24 * 60;

/** Begin with the prices of a version, or with none. */
export function draftOf(begunWith: Version | null, firstDay: string): PriceDraft {
  if (begunWith === null) {
    const none = Object.fromEntries(EXTRAS.map((name) => [name, ""])) as Record<Extra, string>;
    return {
      ...none,
      valid_from: firstDay,
      currency: "BRL",
      price_per_kwh: "",
      idle_grace_minutes: GRACE_MIN,
      taxes: [],
      windows: [],
    };
  }
  const extras = EXTRAS.map((name) => {
    const amount = begunWith[name];
    return [
      name,
      amount === null || (Number(amount) === 0 && !OPTIONAL.includes(name)) ? "" : amount,
    ];
  });
  return {
    ...(Object.fromEntries(extras) as Record<Extra, string>),
    valid_from: firstDay,
    currency: begunWith.currency,
    price_per_kwh: begunWith.price_per_kwh,
    idle_grace_minutes: String(begunWith.idle_grace_minutes),
    taxes: begunWith.taxes,
    windows: begunWith.windows,
  };
}

/** What is sent: numbers with a point, an empty price as nothing to pay, an empty limit as none. */
export function bodyOfDraft(draft: PriceDraft, timeZone: string): VersionBody {
  const extras = EXTRAS.map((name) => {
    const text = plain(draft[name]);
    return [name, text === "" ? (OPTIONAL.includes(name) ? null : "0") : text];
  });
  return {
    ...(Object.fromEntries(extras) as Record<Extra, string>),
    valid_from: beginOf(draft.valid_from, timeZone),
    currency: draft.currency,
    price_per_kwh: plain(draft.price_per_kwh),
    idle_grace_minutes: Number(draft.idle_grace_minutes),
    taxes: draft.taxes.map((tax) => ({ ...tax, percent: plain(tax.percent) })),
    windows: draft.windows.map(({ name, window, price_per_kwh, price_per_minute }) => ({
      name,
      ...window,
      price_per_kwh: plain(price_per_kwh),
      price_per_minute: plain(price_per_minute) || "0",
    })),
  };
}

function plain(text: string): string {
  return text.trim().replace(",", ".");
}

/** A cell of the week: weekday 1 to 7, half hour 0 to 47. */
export interface Cell {
  weekday: number;
  half: number;
}

/** Return the days and times that a drag from one cell to another covers. */
export function spanOf(a: Cell, b: Cell) {
  const [firstDay, lastDay] = inOrder(a.weekday, b.weekday);
  const [first, last] = inOrder(a.half, b.half);
  return {
    weekdays: WEEK.filter((day) => day >= firstDay && day <= lastDay),
    from_time: timeOf(first),
    to_time: timeOf(last + 1),
  };
}

/** Return a window of these days and times, in all seasons, with a name that is not taken. */
export function newWindow(
  span: ReturnType<typeof spanOf>,
  windows: readonly PricedWindow[],
  word: string,
): PricedWindow {
  const taken = new Set(windows.map(({ name }) => name));
  let number = windows.length + 1;
  while (taken.has(`${word} ${number}`)) number += 1;
  return {
    name: `${word} ${number}`,
    window: { ...span, months: YEAR, on_holidays: null },
    price_per_kwh: "",
    price_per_minute: "0",
  };
}

function inOrder(a: number, b: number): [number, number] {
  return a <= b ? [a, b] : [b, a];
}

/** The end of the day is written as the start of the next. */
function timeOf(half: number): string {
  const minutes = (half * HALF_HOUR_MIN) % DAY_MIN;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`;
}
