/** The numbers of running charges as the platform pushes them, put where they are shown. */
import type { QueryClient } from "@tanstack/react-query";
import type { Schemas } from "@/api/client";
import type { LiveEvent } from "@/api/live";
import { moneyOfMinor } from "@/api/money";

type Board = Schemas["Board"];
type Session = Schemas["SessionItem"];
type Numbers = Partial<
  Pick<Session, "energy_wh" | "power_w" | "soc_percent" | "last_reading_at" | "cost">
>;

const PROGRESS = "session.progress";

/** What a progress event tells; its states come again as events of their own. */
interface ProgressData {
  session_id: string;
  at: string;
  energy_wh: number | null;
  power_w: number | null;
  soc_percent: number | null;
  amount_minor: number | null;
  currency: string | null;
}

/** Session → its latest numbers. */
export type Progress = ReadonlyMap<string, Numbers>;

export function isProgress(event: LiveEvent): boolean {
  return event.type === PROGRESS;
}

/** Pick the progress out of events that came together; the last word on a session counts. */
export function progressIn(events: readonly LiveEvent[]): Progress {
  const told = events.filter(isProgress).map(({ data }) => data as unknown as ProgressData);
  return new Map(told.map((data) => [data.session_id, numbersOf(data)]));
}

function numbersOf({ at, energy_wh, power_w, soc_percent, ...price }: ProgressData): Numbers {
  const { amount_minor, currency } = price;
  return {
    energy_wh,
    power_w,
    soc_percent,
    last_reading_at: at,
    ...(amount_minor !== null &&
      currency !== null && { cost: moneyOfMinor(amount_minor, currency) }),
  };
}

/** Show the new numbers on the board, without asking for them. */
export function showProgress(queryClient: QueryClient, progress: Progress): void {
  if (progress.size === 0) return;
  queryClient.setQueryData<Board>(["board"], (board) => board && advanced(board, progress));
}

export function advanced(board: Board, progress: Progress): Board {
  const connectors = board.connectors.map((row) => {
    const numbers = row.session && progress.get(row.session.id);
    return row.session && numbers ? { ...row, session: { ...row.session, ...numbers } } : row;
  });
  return { ...board, connectors };
}
