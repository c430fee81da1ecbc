import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { actIn, actingTenant, watchActing, type ActingTenant } from "@/api/acting-tenant";

/** Return the condominium that a platform admin acts in; null for all of them. */
export function useActingTenant(): ActingTenant | null {
  return useSyncExternalStore(watchActing, actingTenant);
}

/** Return the way to act in another condominium, or in all: everything is asked anew. */
export function useActIn(): (tenant: ActingTenant | null) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (tenant) => {
    actIn(tenant);
    // What is open may be a thing of the condominium that one leaves.
    await navigate({ to: "/" });
    await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "current-user" });
  };
}
