/** The addresses of API keys. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: "/api-keys",
  component: laterPage(() => import("./keys-page"), "KeysPage"),
});

const newKey = createRoute({
  getParentRoute: () => signedIn,
  path: "/api-keys/new",
  component: laterPage(() => import("./new-key-page"), "NewKeyPage"),
});

export const keyRoutes = [keys, newKey] as const;
