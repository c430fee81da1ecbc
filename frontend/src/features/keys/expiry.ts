/** Until when a key is to be good. */
export const SPANS = ["30", "90", "365", "never", "date"] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;

/** Return the instant at which a key ends: in so many days, after a day was over, or never. */
export function expiryOf(span: Span, lastDay: string | null, now: number): string | null {
  if (span === "never") return null;
  if (span === "date") {
    if (lastDay === null) return null;
    const end = new Date(`${lastDay}T00:00`);
    end.setDate(end.getDate() + 1);
    return end.toISOString();
  }
  return new Date(now + Number(span) * DAY_MS).toISOString();
}
