/** The addresses of stations. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";
import { readStationSearch } from "./station-filters";
import { readStationPageSearch } from "./station-page-search";

const stations = createRoute({
  getParentRoute: () => signedIn,
  path: "/stations",
  validateSearch: readStationSearch,
  component: laterPage(() => import("./stations-page"), "StationsPage"),
});

const station = createRoute({
  getParentRoute: () => signedIn,
  path: "/stations/$stationId",
  validateSearch: readStationPageSearch,
  component: laterPage(() => import("./station-page"), "StationPage"),
});

export const stationRoutes = [stations, station] as const;
