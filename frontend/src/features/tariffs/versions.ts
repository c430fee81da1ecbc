/** Which prices count when: versions take over from each other, windows share the week. */
import { todayIn } from "@/features/sessions/local-days";
import type { PricedWindow, Tariff, Version } from "./queries";

export const BASE_WINDOW = "base";
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
const HALF_HOURS = 48;
const HALF_HOUR_MIN = 30;
const DAY_MIN = 24 * 60;

/** The version whose prices count at an instant, and the one that takes over next. */
export function versionsAt(tariff: Tariff, now: number): { now?: Version; next?: Version } {
  const current = tariff.versions.findLast(
    ({ valid_from: from, valid_to: to }) =>
      Date.parse(from) <= now && (to === null || Date.parse(to) > now),
  );
  const next = tariff.versions.find(({ valid_from: from }) => Date.parse(from) > now);
  return { ...(current && { now: current }), ...(next && { next }) };
}

/** The name of the window of each half hour of an ordinary week of a month, Monday first. */
export function weekGrid(
  { windows }: { windows: readonly PricedWindow[] },
  month: number,
): string[][] {
  return WEEK.map((weekday) =>
    Array.from({ length: HALF_HOURS }, (_, half) => {
      const minute = half * HALF_HOUR_MIN;
      const window = windows.find((each) => applies(each, weekday, minute, month));
      return window?.name ?? BASE_WINDOW;
    }),
  );
}

function applies({ window }: PricedWindow, weekday: number, minute: number, month: number) {
  const from = minutesOf(window.from_time);
  const to = minutesOf(window.to_time) || DAY_MIN;
  const isDay = window.weekdays.length === 0 || window.weekdays.includes(weekday);
  const isMonth = window.months.length === 0 || window.months.includes(month);
  // A window whose end comes first reaches into the next day.
  const isTime = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return isDay && isMonth && isTime && window.on_holidays !== true;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Return the month of an instant, 1 to 12, as a zone counts. */
export function monthIn(timeZone: string, now: number): number {
  return Number(todayIn(timeZone, now).slice(5, 7));
}

/** Return the first day of the month after an instant, `YYYY-MM-DD`, as a zone counts. */
export function nextMonth(now: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit" });
  const [year = 0, month = 0] = parts.format(now).split("-").map(Number);
  const [nextYear, next] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${nextYear}-${String(next).padStart(2, "0")}-01`;
}
