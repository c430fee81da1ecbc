/** How things stand with a receiver of webhooks, and how people call it. */
import { hostOf } from "@/ui/host-of";
import type { Webhook } from "./queries";

export type Standing =
  "new" | "ok" | "failing" | "paused_by_hand" | "paused_failing" | "paused_gone";

export function standingOf(webhook: Webhook): Standing {
  const { state, pause_reason, failures, last_success_at } = webhook;
  if (state === "paused") return `paused_${pause_reason ?? "by_hand"}`;
  if (failures > 0) return "failing";
  return last_success_at === null ? "new" : "ok";
}

/** Return what people call it: what they wrote, else the name of the machine. */
export function nameOf({ description, url }: Pick<Webhook, "description" | "url">): string {
  return description || hostOf(url);
}
