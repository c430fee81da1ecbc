/** The addresses of signing in. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "@/shell/routes";
import { readLoginSearch } from "./login-search";

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: readLoginSearch,
  component: lazyRouteComponent(() => import("./login-page"), "LoginPage"),
});

/** Open to everybody. */
export const publicRoutes = [login] as const;
