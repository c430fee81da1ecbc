import type { Schemas } from "@/api/client";
import { changesLimit } from "./limit-orders";

export type Moment = Schemas["MomentView"];
export type Correction = Schemas["CorrectionView"];
export type Remark = Schemas["RemarkView"];
type Command = Schemas["CommandView"];
type PriceLine = Schemas["PriceLineView"];

/** What the station did not tell: orders and corrections of people, other prices, remarks. */
export type Aside =
  | { kind: "ordered"; at: string; command: Command }
  | { kind: "priced"; at: string; line: PriceLine }
  | { kind: "corrected"; at: string; correction: Correction }
  | { kind: "remarked"; at: string; remark: Remark };

/** One line of a session's story: a turn of events, or the readings between two turns. */
export type Chapter =
  | { kind: "started" | "changed" | "ended"; moment: Moment }
  | { kind: "readings"; moments: readonly Moment[] }
  | Aside;

/** Tell a session as a story by its instants: readings that change nothing stand together. */
export function chaptersOf(moments: readonly Moment[], asides: readonly Aside[] = []): Chapter[] {
  const waiting = asides.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const chapters: Chapter[] = [];
  let readings: Moment[] = [];
  let state: string | null = null;

  function tell(chapter: Chapter): void {
    if (readings.length > 0) chapters.push({ kind: "readings", moments: readings });
    readings = [];
    chapters.push(chapter);
  }

  for (const moment of moments) {
    while (waiting[0] && Date.parse(waiting[0].at) <= Date.parse(moment.at)) tell(waiting.shift()!);
    const isTurn = moment.charging_state !== null && moment.charging_state !== state;
    state = moment.charging_state ?? state;
    if (moment.kind !== "updated") tell({ kind: moment.kind, moment });
    else if (isTurn) tell({ kind: "changed", moment });
    else readings.push(moment);
  }
  for (const aside of waiting) tell(aside);
  if (readings.length > 0) chapters.push({ kind: "readings", moments: readings });
  return chapters;
}

/** Return where the price per kWh changes during a session; what it began with is no change. */
export function priceChanges(lines: readonly PriceLine[]): Aside[] {
  const inOrder = energyLines(lines);
  return inOrder.flatMap((line, index): Aside[] => {
    const before = inOrder[index - 1];
    const isOther = before !== undefined && before.unit_price !== line.unit_price;
    return isOther ? [{ kind: "priced", at: line.from_at, line }] : [];
  });
}

/** The lines about energy, the earliest first: they say which price counted when. */
export function energyLines(lines: readonly PriceLine[]): PriceLine[] {
  return lines
    .filter(({ kind }) => kind === "energy")
    .toSorted((a, b) => Date.parse(a.from_at) - Date.parse(b.from_at));
}

/** How long after an order to start a station may wait for the cable. */
const START_WAITS_MS = 5 * 60_000;

interface Place {
  external_id: string;
  evse: number | null;
  connector: number | null;
  started_at: string;
}

/** Return the orders that began, limited or ended a session; a stop names the session it ends. */
export function ordersOf(session: Place, commands: readonly Command[]): Aside[] {
  const startedAt = Date.parse(session.started_at);
  const starts = commands.filter(({ kind, status, payload, requested_at }) => {
    const ahead = startedAt - Date.parse(requested_at);
    const isHere = payload.evse == null || payload.evse === session.evse;
    return (
      kind === "start" && status === "accepted" && isHere && ahead >= 0 && ahead < START_WAITS_MS
    );
  });
  const stops = commands.filter(
    ({ kind, payload }) => kind === "stop" && payload.external_id === session.external_id,
  );
  const limits = commands.filter((command) => changesLimit(command, session.evse));
  const last = starts.toSorted((a, b) => Date.parse(a.requested_at) - Date.parse(b.requested_at));
  return [...last.slice(-1), ...limits, ...stops].map((command) => ({
    kind: "ordered",
    at: command.requested_at,
    command,
  }));
}
