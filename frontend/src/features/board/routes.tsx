/** The addresses of the live board. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { NoEntry } from "@/shell/no-entry";
import { requireSignIn, root, signedIn } from "@/shell/routes";
import { readBoardFilter } from "./board";

const board = createRoute({
  getParentRoute: () => signedIn,
  path: "/board",
  validateSearch: readBoardFilter,
  component: lazyRouteComponent(() => import("./board-page"), "BoardPage"),
});

/** Nothing stands around it: it hangs on a wall. */
const wall = createRoute({
  getParentRoute: () => root,
  path: "/wall",
  beforeLoad: requireSignIn,
  errorComponent: NoEntry,
  component: lazyRouteComponent(() => import("./wall-page"), "WallPage"),
});

export const boardRoutes = [board] as const;
export const wallRoutes = [wall] as const;
