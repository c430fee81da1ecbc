import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { totalsQuery } from "./queries";
import type { SessionFilters } from "./session-filters";

interface TotalsProps {
  filters: SessionFilters;
  timeZone: string;
}

/** What the charges of a filter come to: how many, how much energy, how much money. */
export function Totals({ filters, timeZone }: TotalsProps) {
  const { t } = useTranslation();
  const { energy, money } = useFormats();
  const { data } = useQuery({
    ...totalsQuery(filters, timeZone),
    placeholderData: keepPreviousData,
  });
  if (data === undefined) return <p>&nbsp;</p>;
  const sum = energy(data.energy_wh);
  const parts = [
    t("totals.sessions", { count: data.sessions }),
    `${sum.value} ${sum.unit}`,
    ...data.costs.map(money),
    data.open_sessions > 0 && t("totals.open", { count: data.open_sessions }),
  ];
  return <p className="tabular-nums">{parts.filter(Boolean).join(" · ")}</p>;
}
