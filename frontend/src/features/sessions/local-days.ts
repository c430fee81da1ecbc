/** Days of a calendar as instants of a time zone, and the spans that people ask for by name. */

/** `YYYY-MM-DD`. */
export type Day = string;

export const PERIODS = [
  "today",
  "yesterday",
  "week",
  "month",
  "this_month",
  "last_month",
  "all",
] as const;
/** A span that moves with the calendar: an address that names one stays true tomorrow. */
export type Period = (typeof PERIODS)[number];

/** First and last day, both included; a missing one leaves that side open. */
export interface Days {
  from?: Day;
  to?: Day;
}

const DAY_MS = 86_400_000;

/** Return the days of a span that was asked for by name, seen from `today`. */
export function daysOf(period: Period, today: Day): Days {
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: later(today, -1), to: later(today, -1) };
    case "week":
      return { from: later(today, -6), to: today };
    case "month":
      return { from: later(today, -29), to: today };
    case "this_month":
      return { from: firstOfMonth(today), to: today };
    case "last_month": {
      const last = later(firstOfMonth(today), -1);
      return { from: firstOfMonth(last), to: last };
    }
    case "all":
      return {};
  }
}

/** Return the days that people call by their weekday: from the day before yesterday back. */
export function weekBefore(today: Day): Day[] {
  return [2, 3, 4, 5, 6, 7].map((days) => later(today, -days));
}

/** Return the day that it is in a zone. */
export function todayIn(timeZone: string, now = Date.now()): Day {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(now);
}

/** Return the day so many days later, or earlier. */
export function later(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Return the instant at which a day begins in a zone. */
export function beginOf(day: Day, timeZone: string): string {
  const asUtc = Date.parse(day);
  const guess = asUtc - offsetMs(asUtc, timeZone);
  // The offset may have changed between the two, on the days when clocks do.
  return new Date(asUtc - offsetMs(guess, timeZone)).toISOString();
}

function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

/** How far a zone's clock is ahead of UTC at an instant. */
function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!) - at;
}
