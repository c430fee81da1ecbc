/** The address of the audit. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";
import { readAuditSearch } from "./queries";

const audit = createRoute({
  getParentRoute: () => signedIn,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: laterPage(() => import("./audit-page"), "AuditPage"),
});

export const auditRoutes = [audit] as const;
