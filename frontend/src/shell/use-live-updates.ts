import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { LiveState } from "@/api/live";
import { useActingTenant } from "@/features/tenants/acting";
import { followLive } from "./live-updates";

export interface LiveConnection {
  state: LiveState;
  /** Since when nothing new arrives; null while it does. */
  lostAt: number | null;
}

/** Keep every screen's data fresh while someone is signed in; returns how the connection is. */
export function useLiveUpdates(): LiveConnection {
  const queryClient = useQueryClient();
  const tenantId = useActingTenant()?.id;
  const [connection, setConnection] = useState<LiveConnection>({
    state: "connecting",
    lostAt: null,
  });
  useEffect(
    () =>
      followLive(queryClient, (state) =>
        setConnection(({ lostAt }) => ({
          state,
          lostAt: state === "interrupted" ? (lostAt ?? Date.now()) : null,
        })),
      ),
    [queryClient, tenantId],
  );
  return connection;
}
