/** The address of the platform's health. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

const health = createRoute({
  getParentRoute: () => signedIn,
  path: "/platform-health",
  component: laterPage(() => import("./health-page"), "HealthPage"),
});

export const healthRoutes = [health] as const;
