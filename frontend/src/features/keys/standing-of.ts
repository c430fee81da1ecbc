/** Whether a key still opens anything. */
import type { ApiKey } from "./queries";

export type Standing = ApiKey["state"] | "ending";

/** Sooner than this, whoever uses the key should be told. */
const ENDING_MS = 14 * 86_400_000;

export function standingOf(key: Pick<ApiKey, "state" | "expires_at">, now: number): Standing {
  if (key.state !== "active" || key.expires_at === null) return key.state;
  return Date.parse(key.expires_at) - now < ENDING_MS ? "ending" : "active";
}
