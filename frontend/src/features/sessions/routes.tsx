/** The addresses of charges. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";
import { readSessionFilters } from "./session-filters";

const sessions = createRoute({
  getParentRoute: () => signedIn,
  path: "/sessions",
  validateSearch: readSessionFilters,
  component: lazyRouteComponent(() => import("./sessions-page"), "SessionsPage"),
});

const session = createRoute({
  getParentRoute: () => signedIn,
  path: "/sessions/$sessionId",
  component: lazyRouteComponent(() => import("./session-page"), "SessionPage"),
});

export const sessionRoutes = [sessions, session] as const;
