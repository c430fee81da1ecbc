import type { Composite } from "./profiles";

/** A span in which one limit holds; none where no profile says anything. */
export interface Step {
  fromS: number;
  toS: number;
  limit: number | null;
  profileIds: number[];
}

/** Return the spans of limits that are given by their beginnings. */
export function stepsOf(periods: Composite["periods"], endS: number): Step[] {
  return periods.map(({ start_s, limit, profile_ids }, index) => ({
    fromS: start_s,
    toS: periods[index + 1]?.start_s ?? endS,
    limit,
    profileIds: profile_ids,
  }));
}
