/** The first address, and that of what was wrong before. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";
import { readIncidentSearch } from "./incidents-queries";

const now = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./home-page"), "HomePage"),
});

const incidents = createRoute({
  getParentRoute: () => signedIn,
  path: "/incidents",
  validateSearch: readIncidentSearch,
  component: lazyRouteComponent(() => import("./incidents-page"), "IncidentsPage"),
});

export const attentionRoutes = [now, incidents] as const;
