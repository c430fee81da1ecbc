import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/formats";
import { Cost } from "./cost";
import type { Session } from "./queries";

type PriceLine = Schemas["PriceLineView"];

/** The window that every tariff has; it needs no name on a bill. */
export const BASE_WINDOW = "base";

/** What makes up the price of a charge. */
export function PriceLines({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { price_lines, cost, timezone, rating } = session;
  if (price_lines.length === 0) {
    return <p className="text-sm text-muted">{t("price.none")}</p>;
  }
  return (
    <Bill
      lines={price_lines}
      total={cost}
      totalName={t(rating === "final" ? "price.total" : "price.total_so_far")}
      timezone={timezone}
    />
  );
}

interface BillProps {
  lines: readonly PriceLine[];
  total: Session["cost"];
  totalName: string;
  timezone: string;
}

/** A price line by line; the total is their sum. */
export function Bill({ lines, total, totalName, timezone }: BillProps) {
  return (
    <div className="rounded-lg border border-line bg-surface text-sm">
      <ol>
        {lines.map((line, index) => (
          <li key={index} className="border-b border-line px-4 py-3">
            <Line line={line} timezone={timezone} />
          </li>
        ))}
      </ol>
      <p className="flex justify-between gap-4 px-4 py-3 font-semibold tabular-nums">
        <span>{totalName}</span>
        <Cost cost={total} />
      </p>
    </div>
  );
}

function Line({ line, timezone }: { line: PriceLine; timezone: string }) {
  const { t } = useTranslation();
  const { money, time } = useFormats();
  const quantity = useQuantity(line);
  const price = usePrice(line);
  const reason = useReason(line);
  const span = `${time(line.from_at, timezone)}–${time(line.to_at, timezone)}`;
  return (
    <div className="grid grid-cols-[1fr_auto] gap-x-4 tabular-nums">
      <p>
        {t(`price.kind.${line.kind}`)}
        {line.window !== BASE_WINDOW && ` · ${line.window}`}
      </p>
      <p className="text-right font-medium">{money(line.amount)}</p>
      <p className="col-span-2 text-[0.8125rem] text-muted">
        {quantity !== null && `${quantity} × `}
        {price} · {span}
      </p>
      {reason !== null && <p className="col-span-2 text-[0.8125rem] text-muted">{reason}</p>}
    </div>
  );
}

function useQuantity({ kind, energy_wh, seconds }: PriceLine): string | null {
  const { energy, duration } = useFormats();
  if (kind === "energy") return Object.values(energy(energy_wh ?? 0)).join(" ");
  if (kind === "time" || kind === "idle") return duration(seconds ?? 0);
  return null;
}

function usePrice({ kind, unit_price, amount: { currency } }: PriceLine): string {
  const { t } = useTranslation();
  const { unitPrice, taxRate } = useFormats();
  if (kind === "tax") return taxRate(unit_price);
  return `${unitPrice({ amount: unit_price, currency })} ${t(`price.unit.${kind}`)}`;
}

/** Why the line is on the bill, where its kind does not say it already. */
function useReason({ explanation, amount: { currency } }: PriceLine): string | null {
  const { t } = useTranslation();
  const { money, duration } = useFormats();
  const { idle_seconds, grace_seconds, subtotal, name } = explanation.parameters;
  const amount = subtotal === undefined ? "" : money({ amount: subtotal, currency });
  switch (explanation.code) {
    case "idle_beyond_grace": {
      const idle = duration(Number(idle_seconds));
      return t("price.reason.idle_beyond_grace", { idle, grace: duration(Number(grace_seconds)) });
    }
    case "raised_to_minimum":
    case "lowered_to_maximum":
      return t(`price.reason.${explanation.code}`, { subtotal: amount });
    case "tax_added":
      return t("price.reason.tax_added", { name, subtotal: amount });
    case "energy_by_readings":
    case "energy_by_proportion":
      return t(`price.reason.${explanation.code}`);
    default:
      return null;
  }
}
