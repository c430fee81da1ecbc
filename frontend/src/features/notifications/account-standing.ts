/** Whether messages go out by an account. */
import type { Account } from "./queries";

export type AccountStanding = "open" | "unchecked" | "closed" | "inactive";

export function accountStanding({
  is_active,
  closed_at,
  checked_at,
}: Pick<Account, "is_active" | "closed_at" | "checked_at">): AccountStanding {
  if (!is_active) return "inactive";
  if (closed_at !== null) return "closed";
  return checked_at === null ? "unchecked" : "open";
}
