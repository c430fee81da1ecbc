import type { Money } from "@/api/money";
import { useFormats } from "@/i18n/formats";

/** What a charge costs; a dash when no tariff has priced it yet. */
export function Cost({ cost }: { cost: Money | null }) {
  const { money } = useFormats();
  return cost === null ? <span className="text-muted">—</span> : <>{money(cost)}</>;
}
