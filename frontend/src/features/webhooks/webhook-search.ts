/** Which part of a webhook is shown, and which of its deliveries; it lives in the address. */
import type { Schemas } from "@/api/client";

export const WEBHOOK_TABS = ["deliveries", "setup", "receiving"] as const;
export type WebhookTab = (typeof WEBHOOK_TABS)[number];

export const DELIVERY_STATUSES = [
  "waiting",
  "delivered",
  "dead",
] as const satisfies readonly Schemas["DeliveryStatus"][];

export interface DeliveryFilters {
  status?: Schemas["DeliveryStatus"];
  /** As the catalogue of events spells it. */
  topic?: string;
}

export interface WebhookSearch extends DeliveryFilters {
  /** Left out it is the deliveries. */
  tab?: WebhookTab;
}

export function readWebhookSearch(search: Record<string, unknown>): WebhookSearch {
  const tab = WEBHOOK_TABS.find((each) => each === search.tab);
  if (tab !== undefined && tab !== "deliveries") return { tab };
  const status = DELIVERY_STATUSES.find((each) => each === search.status);
  const { topic } = search;
  return {
    ...(status && { status }),
    ...(typeof topic === "string" && topic !== "" && { topic }),
  };
}
