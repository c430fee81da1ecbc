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

const newTariff = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs/new",
  component: lazyRouteComponent(() => import("./new-tariff-page"), "NewTariffPage"),
});

const newPrices = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs/$tariffId/prices",
  component: lazyRouteComponent(() => import("./new-prices-page"), "NewPricesPage"),
});

export const tariffRoutes = [tariffs, newTariff, tariff, newPrices] as const;
