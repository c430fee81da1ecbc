/** The addresses of tariffs. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

const tariffs = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs",
  component: laterPage(() => import("./tariffs-page"), "TariffsPage"),
});

const tariff = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs/$tariffId",
  component: laterPage(() => import("./tariff-page"), "TariffPage"),
});

const newTariff = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs/new",
  component: laterPage(() => import("./new-tariff-page"), "NewTariffPage"),
});

const newPrices = createRoute({
  getParentRoute: () => signedIn,
  path: "/tariffs/$tariffId/prices",
  component: laterPage(() => import("./new-prices-page"), "NewPricesPage"),
});

export const tariffRoutes = [tariffs, newTariff, tariff, newPrices] as const;
