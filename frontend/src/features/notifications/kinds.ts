/** The kinds of notices as people think of them, and what each source can tell of them. */
import type { Schemas } from "@/api/client";
import type { Kind } from "./queries";

/** In the order of a charge. */
export const RESIDENT_KINDS = [
  "charging_started",
  "idle_started",
  "battery_full",
  "charging_ended",
  "interrupted",
  "fault",
  "station_free",
  "reservation_confirmed",
  "reservation_expiring",
  "reservation_expired",
  "reservation_cancelled",
] as const satisfies readonly Kind[];

export const STAFF_KINDS = ["admin_alert", "daily_summary"] as const satisfies readonly Kind[];

export const KINDS: readonly Kind[] = [...RESIDENT_KINDS, ...STAFF_KINDS];

/** What a source has to tell for a kind: the words for how it does are those of the sources. */
export const FACTS = {
  charging_started: "charging_started",
  idle_started: "idle_started",
  battery_full: "battery_full",
  charging_ended: "charging_ended",
  interrupted: "interrupted",
  fault: "fault",
  station_free: "connector_status",
  reservation_confirmed: "connector_status",
  reservation_expiring: "connector_status",
  reservation_expired: "connector_status",
  reservation_cancelled: "connector_status",
  admin_alert: "offline",
  daily_summary: "energy",
} as const satisfies Record<Kind, Schemas["Fact"]>;
