/** The addresses of signing in, and of those who may. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root, signedIn } from "@/shell/routes";
import { readLoginSearch } from "./login-search";

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: readLoginSearch,
  component: lazyRouteComponent(() => import("./login-page"), "LoginPage"),
});

/** Open to everybody. */
export const publicRoutes = [login] as const;

const users = createRoute({
  getParentRoute: () => signedIn,
  path: "/users",
  component: lazyRouteComponent(() => import("./users-page"), "UsersPage"),
});

export const accountRoutes = [users] as const;
