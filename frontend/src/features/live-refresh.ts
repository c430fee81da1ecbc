import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@/api/live";

/** Ask again for what `events` changed, once per screen however many events came together. */
export function refreshOn(queryClient: QueryClient, events: readonly LiveEvent[]): void {
  void queryClient.invalidateQueries({ queryKey: ["board"] });
  for (const id of idsIn(events, "session_id")) {
    void queryClient.invalidateQueries({ queryKey: ["session", id] });
  }
  for (const id of idsIn(events, "station_id")) {
    void queryClient.invalidateQueries({ queryKey: ["station", id] });
  }
}

function idsIn(events: readonly LiveEvent[], field: string): Set<string> {
  return new Set(events.map(({ data }) => data[field]).filter((id) => typeof id === "string"));
}
