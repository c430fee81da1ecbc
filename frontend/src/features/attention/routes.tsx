/** The first address: what needs somebody now. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const now = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  component: lazyRouteComponent(() => import("./attention-page"), "AttentionPage"),
});

export const attentionRoutes = [now] as const;
