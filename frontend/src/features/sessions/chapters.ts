import type { Schemas } from "@/api/client";

export type Moment = Schemas["MomentView"];

/** One line of a session's story: a turn of events, or the readings between two turns. */
export type Chapter =
  | { kind: "started" | "changed" | "ended"; moment: Moment }
  | { kind: "readings"; moments: readonly Moment[] };

/** Tell a session's messages as a story: readings that change nothing stand together. */
export function chaptersOf(moments: readonly Moment[]): Chapter[] {
  const chapters: Chapter[] = [];
  let readings: Moment[] = [];
  let state: string | null = null;

  function tell(chapter: Chapter): void {
    if (readings.length > 0) chapters.push({ kind: "readings", moments: readings });
    readings = [];
    chapters.push(chapter);
  }

  for (const moment of moments) {
    const isTurn = moment.charging_state !== null && moment.charging_state !== state;
    state = moment.charging_state ?? state;
    if (moment.kind !== "updated") tell({ kind: moment.kind, moment });
    else if (isTurn) tell({ kind: "changed", moment });
    else readings.push(moment);
  }
  if (readings.length > 0) chapters.push({ kind: "readings", moments: readings });
  return chapters;
}
