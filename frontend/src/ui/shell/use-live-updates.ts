import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { followPlatform, type LiveState } from "@/api/live";
import { refreshOn } from "@/features/live-refresh";

/** Keep every screen's data fresh while someone is signed in; returns how the connection is. */
export function useLiveUpdates(): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(
    () =>
      followPlatform({
        onEvents: (events) => refreshOn(queryClient, events),
        onConnected: () => void queryClient.invalidateQueries(),
        onState: setState,
      }),
    [queryClient],
  );
  return state;
}
