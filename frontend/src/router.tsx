/** All addresses together; each feature names its own, and a page is fetched when first opened. */
import { createRouter, type AsyncRouteComponent } from "@tanstack/react-router";
import { whenSignedOut, whenSuspended } from "@/api/credentials";
import { queryClient } from "@/api/query-client";
import { currentUserQuery } from "@/features/accounts/current-user";
import { accountRoutes, publicRoutes } from "@/features/accounts/routes";
import { attentionRoutes } from "@/features/attention/routes";
import { auditRoutes } from "@/features/audit/routes";
import { billingRoutes } from "@/features/billing/routes";
import { boardRoutes, wallRoutes } from "@/features/board/routes";
import { driverRoutes, openDriverRoutes } from "@/features/drivers/routes";
import { healthRoutes } from "@/features/health/routes";
import { keyRoutes } from "@/features/keys/routes";
import { maintenanceRoutes } from "@/features/maintenance/routes";
import { noticeRoutes } from "@/features/notifications/routes";
import { reservationRoutes } from "@/features/reservations/routes";
import { sessionRoutes } from "@/features/sessions/routes";
import { settingsRoutes } from "@/features/settings/routes";
import { siteRoutes } from "@/features/sites/routes";
import { sourceRoutes } from "@/features/sources/routes";
import { stationRoutes } from "@/features/stations/routes";
import { templateRoutes } from "@/features/stations/templates/routes";
import { tariffRoutes } from "@/features/tariffs/routes";
import { tenantRoutes } from "@/features/tenants/routes";
import { webhookRoutes } from "@/features/webhooks/routes";
import { PageFailure } from "@/shell/page-failure";
import { PagePending } from "@/shell/page-pending";
import { root, signedIn } from "@/shell/routes";

export const router = createRouter({
  routeTree: root.addChildren([
    ...publicRoutes,
    ...wallRoutes,
    ...openDriverRoutes,
    signedIn.addChildren([
      ...accountRoutes,
      ...attentionRoutes,
      ...auditRoutes,
      ...billingRoutes,
      ...boardRoutes,
      ...driverRoutes,
      ...healthRoutes,
      ...keyRoutes,
      ...maintenanceRoutes,
      ...noticeRoutes,
      ...reservationRoutes,
      ...sessionRoutes,
      ...settingsRoutes,
      ...siteRoutes,
      ...sourceRoutes,
      ...stationRoutes,
      ...templateRoutes,
      ...tariffRoutes,
      ...tenantRoutes,
      ...webhookRoutes,
    ]),
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
});

/** Fetch the code of every page while nothing else happens: a page opens at once, and offline. */
export function fetchPagesAhead(): void {
  const fetchAll = () => {
    for (const { options } of Object.values(router.routesById)) {
      void (options.component as AsyncRouteComponent<unknown> | undefined)?.preload?.();
    }
    void import("@/shell/palette/palette");
    void import("@/ui/dialog-frame");
  };
  if ("requestIdleCallback" in window) window.requestIdleCallback(fetchAll, { timeout: 5_000 });
  else setTimeout(fetchAll, 3_000); // Safari
}

whenSignedOut(() => {
  queryClient.clear();
  void router.navigate({ to: "/login", search: { next: router.state.location.href } });
});

whenSuspended(() => {
  // Asked again who one is, the platform says so: the door of the application shows it.
  queryClient.removeQueries({ queryKey: currentUserQuery.queryKey });
  void router.invalidate();
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
