/** The numbers of running charges as the platform pushes them, put where they are shown. */
import type { QueryClient } from "@tanstack/react-query";
import type { Schemas } from "@/api/client";
import type { LiveEvent } from "@/api/live";

type Numbers = Partial<
  Pick<
    Schemas["BoardSession"],
    "energy_wh" | "power_w" | "offered_w" | "soc_percent" | "last_reading_at" | "cost"
  >
>;
type Board = Schemas["Board"];
type Session = Schemas["Session"];

/** Session → its latest numbers. */
export type Progress = ReadonlyMap<string, Numbers>;

/** Pick the progress out of events that came together; the last word on a session counts. */
export function progressIn(events: readonly LiveEvent[]): Progress {
  const progress = new Map<string, Numbers>();
  for (const { type, data } of events) {
    const { session_id: id, ...numbers } = data;
    if (type === "session.progressed" && typeof id === "string") {
      progress.set(id, { ...progress.get(id), ...numbers });
    }
  }
  return progress;
}

/** Show the new numbers on the board and on the sessions' pages, without asking for them. */
export function showProgress(queryClient: QueryClient, progress: Progress): void {
  if (progress.size === 0) return;
  queryClient.setQueryData<Board>(["board"], (board) => board && advanced(board, progress));
  for (const [id, numbers] of progress) {
    queryClient.setQueryData<Session>(
      ["session", id],
      (session) => session && { ...session, ...numbers },
    );
  }
}

export function advanced(board: Board, progress: Progress): Board {
  const connectors = board.connectors.map((row) => {
    const numbers = row.session && progress.get(row.session.id);
    return row.session && numbers ? { ...row, session: { ...row.session, ...numbers } } : row;
  });
  return { ...board, connectors };
}
