import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, bodyOf, type Schemas } from "@/api/client";
import { useActingTenant } from "@/features/tenants/acting";

export const currentUserQuery = queryOptions({
  queryKey: ["current-user"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/auth/me", { signal })),
  staleTime: Infinity,
});

/**
 * Return who is signed in; only below the signed-in route, which has already asked.
 *
 * Who belongs to the platform is here of the condominium that they act in.
 */
export function useCurrentUser(): Schemas["Me"] {
  const me = useSuspenseQuery(currentUserQuery).data;
  const acting = useActingTenant();
  return useMemo(
    () => (me.tenant === null && acting ? { ...me, tenant: acting } : me),
    [me, acting],
  );
}
