/** Why a charge goes as fast as it goes. */
import type { Session } from "./queries";

type Powers = Pick<Session, "status" | "power_w" | "offered_w">;

/** Below this share of the offer it is the car, not the station, that makes a charge slow. */
const ASKS_LESS_SHARE = 0.8;

export type Pace = "idle_ev" | "idle_evse" | "withheld" | "asks_less" | "full_offer" | "in_use";

/** Return who sets the pace of a charge that goes on; null before and after it takes energy. */
export function paceOf({ status, power_w, offered_w }: Powers): Pace | null {
  switch (status) {
    case "suspended_ev":
      return "idle_ev";
    case "suspended_evse":
      return "idle_evse";
    case "charging":
      if (offered_w === 0) return "withheld";
      if (power_w === null || offered_w === null) return "in_use";
      return power_w < offered_w * ASKS_LESS_SHARE ? "asks_less" : "full_offer";
    default:
      return null;
  }
}

/** Whether the station, and so perhaps a person's order, sets the pace. */
export function isLimited(pace: Pace | null): boolean {
  return pace === "idle_evse" || pace === "withheld" || pace === "full_offer";
}
