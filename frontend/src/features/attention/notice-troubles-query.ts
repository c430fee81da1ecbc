/** What goes wrong with notices, for those who look after it. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@/api/client";

/** What did not arrive longer ago than this nobody waits for any more. */
const RECENT_MS = 3 * 86_400_000;
const COUNTED = 20;
const LOOK_AGAIN_MS = 30_000;

export const noticeTroublesQuery = queryOptions({
  queryKey: ["attention", "notices"],
  queryFn: ({ signal }) => look(signal),
  refetchInterval: LOOK_AGAIN_MS,
});

async function look(signal: AbortSignal) {
  const from = new Date(Date.now() - RECENT_MS).toISOString();
  const query = { state: "dead", from, limit: COUNTED } as const;
  const [channels, dead] = await Promise.all([
    bodyOf(api.GET("/api/v1/notifications/channels", { signal })),
    bodyOf(api.GET("/api/v1/notifications/deliveries", { params: { query }, signal })),
  ]);
  return {
    closed: channels.items.filter(({ is_active, is_open }) => is_active && !is_open),
    dead: dead.items.length,
    hasMore: dead.next_cursor !== null,
  };
}

/** Return how many lines they take: a channel has one, what did not arrive has one together. */
export function noticeTroubleCount(troubles?: Awaited<ReturnType<typeof look>>): number {
  if (troubles === undefined) return 0;
  return troubles.closed.length + (troubles.dead > 0 ? 1 : 0);
}
