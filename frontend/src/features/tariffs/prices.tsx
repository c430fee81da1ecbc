import { useFormats } from "@/i18n/formats";
import type { Version } from "./queries";

/** All prices of a kWh of a version, that outside the windows first. */
export function Prices({ version }: { version: Version }) {
  const { unitPrice } = useFormats();
  const { currency, price_per_kwh, windows } = version;
  const amounts = [price_per_kwh, ...windows.map((window) => window.price_per_kwh)];
  return (
    <span className="whitespace-nowrap tabular-nums">
      {amounts.map((amount) => unitPrice({ amount, currency })).join(" / ")}
    </span>
  );
}
