/** The addresses of accounts in other clouds. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

export const SOURCE_TABS = ["overview", "chargers", "tags", "setup"] as const;
export type SourceTab = (typeof SOURCE_TABS)[number];

const sources = createRoute({
  getParentRoute: () => signedIn,
  path: "/sources",
  component: lazyRouteComponent(() => import("./sources-page"), "SourcesPage"),
});

const newSource = createRoute({
  getParentRoute: () => signedIn,
  path: "/sources/new",
  component: lazyRouteComponent(() => import("./new-source-page"), "NewSourcePage"),
});

const source = createRoute({
  getParentRoute: () => signedIn,
  path: "/sources/$sourceId",
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: SourceTab } => {
    const known = SOURCE_TABS.find((each) => each === tab);
    return known === undefined || known === "overview" ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import("./source-page"), "SourcePage"),
});

export const sourceRoutes = [sources, newSource, source] as const;
