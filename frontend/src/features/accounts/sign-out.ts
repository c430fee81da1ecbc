import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { actIn } from "@/api/acting-tenant";
import { api } from "@/api/client";
import { forgetAccessToken } from "@/api/credentials";

/** Return the action that ends the login on the server and forgets everything on this page. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    // Whoever wants to leave leaves, even when the server cannot be told.
    await api.POST("/api/v1/auth/logout", { body: {} }).catch(() => {});
    forgetAccessToken();
    actIn(null);
    await navigate({ to: "/login", search: {} });
    queryClient.clear();
  };
}
