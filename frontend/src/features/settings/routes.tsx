/** The address of the settings. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings-page"), "SettingsPage"),
});

export const settingsRoutes = [settings] as const;
