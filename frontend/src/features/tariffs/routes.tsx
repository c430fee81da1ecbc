/** The addresses of tariffs. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const tariffs = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs",
  component: lazyRouteComponent(() => import("./tariffs-page"), "TariffsPage"),
});

const tariff = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs/$tariffId",
  component: lazyRouteComponent(() => import("./tariff-page"), "TariffPage"),
});

export const tariffRoutes = [tariffs, tariff] as const;
