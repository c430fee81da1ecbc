/** The addresses of people. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";
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

export const driverRoutes = [people, visitors, residentImport, unit, unknownCards, person] as const;
