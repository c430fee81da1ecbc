/** The first address: what needs somebody now. */
import { createRoute, redirect } from "@tanstack/react-router";
import { signedIn } from "@/shell/routes";

const now = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/board", search: {} });
  },
});

export const attentionRoutes = [now] as const;
