/** The addresses of sites. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const sites = createRoute({
  getParentRoute: () => signedIn,
  path: "/sites",
  component: lazyRouteComponent(() => import("./sites-page"), "SitesPage"),
});

const site = createRoute({
  getParentRoute: () => signedIn,
  path: "/sites/$siteId",
  component: lazyRouteComponent(() => import("./site-page"), "SitePage"),
});

export const siteRoutes = [sites, site] as const;
