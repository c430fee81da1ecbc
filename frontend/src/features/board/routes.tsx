/** The address of the live board. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";
import { readBoardFilter } from "./board";

const board = createRoute({
  getParentRoute: () => signedIn,
  path: "/board",
  validateSearch: readBoardFilter,
  component: lazyRouteComponent(() => import("./board-page"), "BoardPage"),
});

export const boardRoutes = [board] as const;
