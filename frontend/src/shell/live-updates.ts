/** What live events change on the screens: the numbers they bring, and what must be asked again. */
import type { QueryClient } from "@tanstack/react-query";
import { followPlatform, type LiveEvent, type LiveState } from "@/api/live";
import { Refresher } from "@/api/refresher";
import { isProgress, progressIn, showProgress } from "@/features/sessions/progress";

const REFRESH_MS = 1_000;
/** A session's numbers, curve and explanations belong together and are long: all at once, seldom. */
const REFRESH_SESSION_MS = 5_000;

/** Keep the data of every screen fresh until the returned function is called. */
export function followLive(
  queryClient: QueryClient,
  onState: (state: LiveState) => void,
): () => void {
  const soon = new Refresher(queryClient, REFRESH_MS);
  const later = new Refresher(queryClient, REFRESH_SESSION_MS);

  function take(events: readonly LiveEvent[]): void {
    const progress = progressIn(events);
    showProgress(queryClient, progress);
    for (const id of progress.keys()) later.refresh(["session", id]);
    for (const event of events) {
      if (event.type === "notice.rang") soon.refresh(["inbox"]);
      else if (!isProgress(event)) refreshFor(event.data);
    }
  }

  function refreshFor(told: LiveEvent["data"]): void {
    const { session_id: sessionId, station_id: stationId, campaign_id: campaignId } = told;
    soon.refresh(["board"]);
    soon.refresh(["attention"]);
    if (typeof sessionId === "string") {
      soon.refresh(["session", sessionId]);
      soon.refresh(["sessions"]);
    }
    if (typeof campaignId === "string") soon.refresh(["campaigns"]);
    if (typeof told.reservation_id === "string") soon.refresh(["reservations"]);
    if (typeof stationId === "string") {
      soon.refresh(["station", stationId]);
      soon.refresh(["stations"]);
    }
  }

  const stop = followPlatform({
    onEvents: take,
    onConnected: () => void queryClient.invalidateQueries(),
    onState,
  });
  return () => {
    stop();
    soon.stop();
    later.stop();
  };
}
