import type { Quantity } from "@/i18n/formats";

/** A number with its unit, the unit smaller; an em dash when nothing was measured. */
export function Measure({ quantity }: { quantity: Quantity | null }) {
  if (quantity === null) return <span className="text-muted">—</span>;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {quantity.value}
      <span className="ml-[0.25em] text-[0.72em] font-normal text-muted">{quantity.unit}</span>
    </span>
  );
}
