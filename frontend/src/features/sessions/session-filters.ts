/** Which sessions a list shows; the whole filter lives in the address of the page. */
import type { Schemas } from "@/api/client";
import type { paths } from "@/api/schema";
import { beginOf, daysOf, later, PERIODS, todayIn, type Day, type Period } from "./local-days";

export const SESSION_STATUSES = [
  "preparing",
  "charging",
  "suspended_ev",
  "suspended_evse",
  "finishing",
  "ended",
] as const satisfies readonly Schemas["SessionStatus"][];

export const IDENTITIES = [
  "known",
  "pending",
  "unknown",
] as const satisfies readonly Schemas["Identity"][];

const IDS = ["site_id", "station_id", "connector_id", "person_id", "unit_id"] as const;
type IdFilter = (typeof IDS)[number];

export interface SessionFilters extends Partial<Record<IdFilter, string>> {
  status?: Schemas["SessionStatus"];
  identity?: Schemas["Identity"];
  source?: string;
  /** Left out, and with no days given, it is the last month: a sum of it is quick. */
  period?: Period;
  /** First and last day shown, as the calendar of the site counts them. */
  from?: Day;
  to?: Day;
}

export const USUAL_PERIOD: Period = "month";

export type SessionQuery = NonNullable<paths["/api/v1/sessions"]["get"]["parameters"]["query"]>;

export function readSessionFilters(search: Record<string, unknown>): SessionFilters {
  const ids = Object.fromEntries(IDS.map((name) => [name, textOf(search[name])]));
  const [from, to] = [dateOf(search.from), dateOf(search.to)];
  const period = PERIODS.find((known) => known === search.period);
  const filters: SessionFilters = {
    ...ids,
    status: SESSION_STATUSES.find((status) => status === search.status),
    identity: IDENTITIES.find((identity) => identity === search.identity),
    source: textOf(search.source),
    period: from === undefined && to === undefined ? period : undefined,
    from,
    to,
  };
  return withoutBlanks(filters);
}

/** Return the span that is shown by name, `null` when its days were chosen one by one. */
export function periodOf({ period, from, to }: SessionFilters): Period | null {
  if (from !== undefined || to !== undefined) return null;
  return period ?? USUAL_PERIOD;
}

/** Whether anything but the span narrows the list. */
export function narrows({ period: _, from: __, to: ___, ...rest }: SessionFilters): boolean {
  return Object.keys(rest).length > 0;
}

/** Turn days of a zone into the instants that the API takes: `to` is the next midnight. */
export function filterQuery(filters: SessionFilters, timeZone: string): SessionQuery {
  const { period: _, from: __, to: ___, ...rest } = filters;
  const named = periodOf(filters);
  const { from, to } = named === null ? filters : daysOf(named, todayIn(timeZone));
  return withoutBlanks({
    ...rest,
    from: from && beginOf(from, timeZone),
    to: to && beginOf(later(to, 1), timeZone),
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function dateOf(value: unknown): Day | undefined {
  const text = textOf(value);
  const isDate = text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
  return isDate && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function withoutBlanks<Filters extends object>(filters: Filters): Filters {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Filters;
}
