/** The addresses of people. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root, signedIn } from "@/shell/routes";
import { readPeopleSearch } from "./people-search";

const people = createRoute({
  getParentRoute: () => signedIn,
  path: "/people",
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import("./people-page"), "PeoplePage"),
});

const person = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/$personId",
  component: lazyRouteComponent(() => import("./person-page"), "PersonPage"),
});

const residentImport = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/import",
  component: lazyRouteComponent(() => import("./import-page"), "ImportPage"),
});

const unit = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/unit/$unitId",
  component: lazyRouteComponent(() => import("./unit-page"), "UnitPage"),
});

const unknownCards = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/cards",
  component: lazyRouteComponent(() => import("./unknown-cards-page"), "UnknownCardsPage"),
});

const visitors = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/visitors",
  component: lazyRouteComponent(() => import("./visitors-page"), "VisitorsPage"),
});

const completeness = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/completeness",
  component: lazyRouteComponent(() => import("./completeness-page"), "CompletenessPage"),
});

/** Open to whoever has a link. */
const ownDetails = createRoute({
  getParentRoute: () => root,
  path: "/my-details",
  component: lazyRouteComponent(() => import("./own-details-page"), "OwnDetailsPage"),
});

export const openDriverRoutes = [ownDetails] as const;

export const driverRoutes = [
  people,
  completeness,
  visitors,
  residentImport,
  unit,
  unknownCards,
  person,
] as const;
