import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { LiveState } from "@/api/live";
import { followLive } from "./live-updates";

/** Keep every screen's data fresh while someone is signed in; returns how the connection is. */
export function useLiveUpdates(): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => followLive(queryClient, setState), [queryClient]);
  return state;
}
