/** The addresses of webhooks. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";
import { readWebhookSearch } from "./webhook-search";

const webhooks = createRoute({
  getParentRoute: () => signedIn,
  path: "/webhooks",
  component: laterPage(() => import("./webhooks-page"), "WebhooksPage"),
});

const newWebhook = createRoute({
  getParentRoute: () => signedIn,
  path: "/webhooks/new",
  component: laterPage(() => import("./new-webhook-page"), "NewWebhookPage"),
});

const webhook = createRoute({
  getParentRoute: () => signedIn,
  path: "/webhooks/$webhookId",
  validateSearch: readWebhookSearch,
  component: laterPage(() => import("./webhook-page"), "WebhookPage"),
});

export const webhookRoutes = [webhooks, newWebhook, webhook] as const;
