import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";

export const currentUserQuery = queryOptions({
  queryKey: ["current-user"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/auth/me", { signal })),
  staleTime: Infinity,
});

/** Return who is signed in; only below the signed-in route, which has already asked. */
export function useCurrentUser(): Schemas["Me"] {
  return useSuspenseQuery(currentUserQuery).data;
}
