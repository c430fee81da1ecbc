/** The address of the settings. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  component: laterPage(() => import("./settings-page"), "SettingsPage"),
});

export const settingsRoutes = [settings] as const;
