/** The addresses of months and of what units owe for them. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

interface MonthsSearch {
  site?: string;
}

interface UnitSearch {
  unit?: string;
}

const months = createRoute({
  getParentRoute: () => signedIn,
  path: "/months",
  validateSearch: ({ site }: Record<string, unknown>): MonthsSearch =>
    typeof site === "string" ? { site } : {},
  component: laterPage(() => import("./months-page"), "MonthsPage"),
});

const month = createRoute({
  getParentRoute: () => signedIn,
  path: "/months/$siteId/$month",
  component: laterPage(() => import("./month-page"), "MonthPage"),
});

const statement = createRoute({
  getParentRoute: () => signedIn,
  path: "/months/$siteId/$month/statement",
  validateSearch: ({ unit }: Record<string, unknown>): UnitSearch =>
    typeof unit === "string" ? { unit } : {},
  component: laterPage(() => import("./statement-page"), "StatementPage"),
});

export const billingRoutes = [months, month, statement] as const;
