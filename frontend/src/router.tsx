/** The addresses of the application; each page is fetched when it is first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AsyncRouteComponent,
} from "@tanstack/react-router";
import { currentAccessToken, refreshAccess, whenSignedOut } from "@/api/credentials";
import { queryClient } from "@/api/query-client";
import { currentUserQuery } from "@/features/accounts/current-user";
import { readLoginSearch } from "@/features/accounts/login-search";
import { readSessionFilters } from "@/features/sessions/session-filters";
import { readBoardFilter } from "@/features/stations/board";
import { PageFailure } from "@/shell/page-failure";
import { PageNotFound } from "@/shell/page-not-found";
import { PagePending } from "@/shell/page-pending";
import { Shell } from "@/shell/shell";
import { Toasts } from "@/ui/toast";

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
  notFoundComponent: PageNotFound,
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: readLoginSearch,
  component: lazyRouteComponent(() => import("@/features/accounts/login-page"), "LoginPage"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Shell,
  beforeLoad: async ({ location }) => {
    if (currentAccessToken() === null && !(await refreshAccess())) {
      throw redirect({ to: "/login", search: { next: location.href } });
    }
    await queryClient.ensureQueryData(currentUserQuery);
  },
});

const board = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  validateSearch: readBoardFilter,
  component: lazyRouteComponent(() => import("@/features/stations/board-page"), "BoardPage"),
});

const sessions = createRoute({
  getParentRoute: () => signedIn,
  path: "/sessions",
  validateSearch: readSessionFilters,
  component: lazyRouteComponent(() => import("@/features/sessions/sessions-page"), "SessionsPage"),
});

const session = createRoute({
  getParentRoute: () => signedIn,
  path: "/sessions/$sessionId",
  component: lazyRouteComponent(() => import("@/features/sessions/session-page"), "SessionPage"),
});

const stations = createRoute({
  getParentRoute: () => signedIn,
  path: "/stations",
  component: lazyRouteComponent(() => import("@/features/stations/stations-page"), "StationsPage"),
});

const station = createRoute({
  getParentRoute: () => signedIn,
  path: "/stations/$stationId",
  component: lazyRouteComponent(() => import("@/features/stations/station-page"), "StationPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    signedIn.addChildren([board, sessions, session, stations, station]),
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
});

/** Fetch the code of every page while nothing else happens: a page opens at once, and offline. */
export function fetchPagesAhead(): void {
  const fetchAll = () => {
    for (const { options } of Object.values(router.routesById)) {
      void (options.component as AsyncRouteComponent<unknown> | undefined)?.preload?.();
    }
  };
  if ("requestIdleCallback" in window) window.requestIdleCallback(fetchAll, { timeout: 5_000 });
  else setTimeout(fetchAll, 3_000); // Safari
}

whenSignedOut(() => {
  queryClient.clear();
  void router.navigate({ to: "/login", search: { next: router.state.location.href } });
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
