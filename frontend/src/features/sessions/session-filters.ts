/** Which sessions a list shows; the whole filter lives in the address of the page. */
import type { Schemas } from "@/api/client";
import type { paths } from "@/api/schema";

export const SESSION_STATUSES = [
  "preparing",
  "charging",
  "suspended_ev",
  "suspended_evse",
  "finishing",
  "ended",
] as const satisfies readonly Schemas["SessionStatus"][];

export interface SessionFilters {
  status?: Schemas["SessionStatus"];
  station_id?: string;
  person_id?: string;
  /** First and last day shown, `YYYY-MM-DD` as the reader's calendar counts them. */
  from?: string;
  to?: string;
}

type SessionQuery = NonNullable<paths["/api/v1/sessions"]["get"]["parameters"]["query"]>;

export function readSessionFilters(search: Record<string, unknown>): SessionFilters {
  const filters: SessionFilters = {
    status: SESSION_STATUSES.find((status) => status === search.status),
    station_id: textOf(search.station_id),
    person_id: textOf(search.person_id),
    from: dateOf(search.from),
    to: dateOf(search.to),
  };
  return withoutBlanks(filters);
}

/** Turn days into the instants that the API takes: `to` is the open end, the next midnight. */
export function filterQuery({ from, to, ...rest }: SessionFilters): SessionQuery {
  return withoutBlanks({
    ...rest,
    from: from && midnight(from, 0).toISOString(),
    to: to && midnight(to, 1).toISOString(),
  });
}

function midnight(date: string, daysLater: number): Date {
  const day = new Date(`${date}T00:00:00`);
  day.setDate(day.getDate() + daysLater);
  return day;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function dateOf(value: unknown): string | undefined {
  const text = textOf(value);
  const isDate = text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
  return isDate && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function withoutBlanks<Filters extends object>(filters: Filters): Filters {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Filters;
}
