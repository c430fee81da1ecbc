import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Cost } from "./cost";
import type { Session } from "./queries";

/** What makes up the price, line by line; the total is their sum. */
export function PriceLines({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { money, unitPrice, time } = useFormats();
  const { price_lines, cost, timezone, rating } = session;
  if (price_lines.length === 0) {
    return <p className="text-sm text-muted">{t("price.none")}</p>;
  }
  return (
    <div className="rounded-lg border border-line bg-surface text-sm">
      <ul>
        {price_lines.map((line, index) => (
          <li
            key={index}
            className="grid grid-cols-[1fr_auto] gap-x-4 border-b border-line px-4 py-3"
          >
            <span>{line.label ?? t(`price.kind.${line.kind}`)}</span>
            <span className="text-right font-medium">{money(line.amount)}</span>
            <span className="text-[0.8125rem] text-muted">
              {line.quantity} {line.unit} × {unitPrice(line.unit_price)}
              {line.from !== null && line.to !== null && (
                <>
                  {" · "}
                  {time(line.from, timezone)}–{time(line.to, timezone)}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-3 font-semibold">
        <span>{t(rating === "final" ? "price.total" : "price.total_so_far")}</span>
        <Cost cost={cost} />
      </p>
    </div>
  );
}
