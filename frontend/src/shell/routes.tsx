/** The two routes that every other hangs from: everybody, and whoever is signed in. */
import { createRootRoute, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { currentAccessToken, refreshAccess } from "@/api/credentials";
import { queryClient } from "@/api/query-client";
import { currentUserQuery } from "@/features/accounts/current-user";
import { Toasts } from "@/ui/toast";
import { NewVersion } from "./new-version";
import { PageNotFound } from "./page-not-found";
import { NoEntry } from "./no-entry";
import { Shell } from "./shell";

export const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
      <NewVersion />
    </>
  ),
  notFoundComponent: PageNotFound,
});

export const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Shell,
  errorComponent: NoEntry,
  beforeLoad: requireSignIn,
});

/** Send whoever is not signed in to the door, and back once they are. */
export async function requireSignIn({ location }: { location: { href: string } }): Promise<void> {
  if (currentAccessToken() === null && !(await refreshAccess())) {
    throw redirect({ to: "/login", search: { next: location.href } });
  }
  await queryClient.ensureQueryData(currentUserQuery);
}
