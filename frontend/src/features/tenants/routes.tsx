/** The addresses of condominiums and of their plan. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const tenants = createRoute({
  getParentRoute: () => signedIn,
  path: "/tenants",
  component: lazyRouteComponent(() => import("./tenants-page"), "TenantsPage"),
});

const plan = createRoute({
  getParentRoute: () => signedIn,
  path: "/plan",
  component: lazyRouteComponent(() => import("./plan-page"), "PlanPage"),
});

export const tenantRoutes = [tenants, plan] as const;
