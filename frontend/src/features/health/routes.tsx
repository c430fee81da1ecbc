/** The address of the platform's health. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const health = createRoute({
  getParentRoute: () => signedIn,
  path: "/platform-health",
  component: lazyRouteComponent(() => import("./health-page"), "HealthPage"),
});

export const healthRoutes = [health] as const;
