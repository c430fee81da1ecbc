import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import uPlot from "uplot";
import { useFormats, type Formats, type Quantity } from "@/i18n/formats";
import type { Ink } from "@/ui/use-ink";
import { curveOf, isMeasured, lastOf, type Column } from "./curve";
import { CurveLegend } from "./curve-legend";
import { CurvePanel, type Line } from "./curve-panel";
import { bandsOf } from "./price-bands";
import type { Reading, Session } from "./queries";

interface CurveChartProps {
  readings: Reading[];
  /** What the register showed when the session began, if that is known. */
  startWh: number | null;
  prices: Session["price_lines"];
  timezone: string;
}

interface PanelPlan {
  key: "power" | "energy" | "battery";
  heightPx: number;
  columns: Column[];
  lines: (ink: Ink) => Line[];
  topValue?: number;
}

/** Power against its limit, energy, battery: one above the other on one time axis. */
export function CurveChart({ readings, startWh, prices, timezone }: CurveChartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [pointed, setPointed] = useState<number | null>(null);
  const curve = useMemo(() => curveOf(readings, startWh), [readings, startWh]);
  const panels = useMemo(
    () =>
      planPanels(curve, formats, { power: t("session.power"), offered: t("curve.offered") }).filter(
        ({ columns }) => columns.some(isMeasured),
      ),
    [curve, formats, t],
  );
  const bands = useMemo(() => bandsOf(prices, formats), [prices, formats]);
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <CurveLegend curve={curve} index={pointed ?? curve.at.length - 1} timezone={timezone} />
      {panels.map(({ key, ...plan }, index) => (
        <CurvePanel
          key={key}
          title={t(`curve.axis.${key}`)}
          at={curve.at}
          timezone={timezone}
          bands={bands}
          showsPrices={index === 0}
          showsTime={index === panels.length - 1}
          onPoint={setPointed}
          {...plan}
        />
      ))}
    </div>
  );
}

function planPanels(
  curve: ReturnType<typeof curveOf>,
  { energy, percent }: Formats,
  names: { power: string; offered: string },
): PanelPlan[] {
  const { powerKw, offeredKw, energyKwh, socPercent } = curve;
  return [
    {
      key: "power",
      heightPx: 200,
      columns: [powerKw, offeredKw],
      lines: (ink) => [
        { label: names.power, stroke: ink.accent },
        {
          label: names.offered,
          stroke: ink["ink-muted"],
          dash: [5, 4],
          paths: uPlot.paths.stepped!({ align: 1 }),
        },
      ],
    },
    {
      key: "energy",
      heightPx: 112,
      columns: [energyKwh],
      lines: (ink) => [{ label: text(energy((lastOf(energyKwh) ?? 0) * 1000)), stroke: ink.ink }],
    },
    {
      key: "battery",
      heightPx: 112,
      columns: [socPercent],
      lines: (ink) => [{ label: text(percent(lastOf(socPercent) ?? 0)), stroke: ink.ink }],
      topValue: 100,
    },
  ];
}

function text({ value, unit }: Quantity): string {
  return `${value} ${unit}`;
}
