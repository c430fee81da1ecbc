/** The addresses of stations. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const stations = createRoute({
  getParentRoute: () => signedIn,
  path: "/stations",
  component: lazyRouteComponent(() => import("./stations-page"), "StationsPage"),
});

const station = createRoute({
  getParentRoute: () => signedIn,
  path: "/stations/$stationId",
  component: lazyRouteComponent(() => import("./station-page"), "StationPage"),
});

export const stationRoutes = [stations, station] as const;
