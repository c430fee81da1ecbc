/** An amount as the API sends it; the amount is a decimal text and never becomes a float. */
export interface Money {
  amount: string;
  currency: string;
}

/** Return minor units, as events carry them, in the shape of the API. */
export function moneyOfMinor(minor: number, currency: string): Money {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const point = text.length - digits;
  const amount = digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  return { amount: sign + amount, currency };
}
