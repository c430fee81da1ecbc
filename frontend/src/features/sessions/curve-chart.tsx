import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import uPlot from "uplot";
import { useFormats } from "@/i18n/formats";
import { Plot } from "@/ui/plot";
import { endLabels } from "@/ui/plot-labels";
import type { Ink } from "@/ui/use-ink";
import { curveOf, isMeasured } from "./curve";
import { CurveLegend } from "./curve-legend";
import type { Reading } from "./queries";

const FONT = '"Inter Variable", system-ui, sans-serif';
const LABEL_ROOM_PX = 84;
const AXIS_ROOM_PX = 44;

interface CurveChartProps {
  readings: Reading[];
  timezone: string;
}

/** Power against its limit above, energy and battery below, on one time axis. */
export function CurveChart({ readings, timezone }: CurveChartProps) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const [pointed, setPointed] = useState<number | null>(null);
  const curve = useMemo(() => curveOf(readings), [readings]);

  const frame = useCallback(
    (ink: Ink, showsTime: boolean): Omit<uPlot.Options, "width" | "height" | "series"> => ({
      padding: [8, LABEL_ROOM_PX, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: "session-curve" }, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: true }, y: { range: { min: { soft: 0, mode: 1 }, max: { pad: 0.15 } } } },
      axes: [
        {
          size: showsTime ? 32 : 8,
          stroke: ink["ink-muted"],
          font: `12px ${FONT}`,
          grid: { stroke: ink.line, width: 1 },
          ticks: { show: false },
          values: (_, splits) =>
            splits.map((at) => (showsTime ? time(new Date(at * 1000).toISOString(), timezone) : "")),
        },
        {
          size: AXIS_ROOM_PX,
          stroke: ink["ink-muted"],
          font: `12px ${FONT}`,
          grid: { stroke: ink.line, width: 1 },
          ticks: { show: false },
        },
      ],
      hooks: { setCursor: [({ cursor }) => setPointed(cursor.idx ?? null)] },
      plugins: [endLabels(FONT)],
    }),
    [time, timezone],
  );

  const describePower = useCallback(
    (ink: Ink) => ({
      ...frame(ink, false),
      series: [
        {},
        {
          label: t("session.power"),
          scale: "y",
          stroke: ink.accent,
          width: 2,
          spanGaps: true,
        },
        {
          label: t("curve.offered"),
          scale: "y",
          stroke: ink["ink-muted"],
          width: 1.5,
          dash: [5, 4],
          spanGaps: true,
          paths: uPlot.paths.stepped!({ align: 1 }),
        },
      ],
    }),
    [frame, t],
  );

  const describeEnergy = useCallback(
    (ink: Ink) => ({
      ...frame(ink, true),
      scales: { ...frame(ink, true).scales, percent: { range: [0, 115] as [number, number] } },
      series: [
        {},
        { label: t("session.energy"), scale: "y", stroke: ink.ink, width: 2, spanGaps: true },
        {
          label: t("session.soc"),
          scale: "percent",
          stroke: ink.warning,
          width: 2,
          spanGaps: true,
        },
      ],
    }),
    [frame, t],
  );

  const { at, powerKw, offeredKw, energyKwh, socPercent } = curve;
  const powers = useMemo((): uPlot.AlignedData => [at, powerKw, offeredKw], [curve]);
  const energies = useMemo((): uPlot.AlignedData => [at, energyKwh, socPercent], [curve]);

  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <CurveLegend curve={curve} index={pointed ?? at.length - 1} timezone={timezone} />
      {isMeasured(powerKw) && (
        <Plot label={t("curve.power_label")} heightPx={220} data={powers} describe={describePower} />
      )}
      <Plot
        label={t("curve.energy_label")}
        heightPx={180}
        data={energies}
        describe={describeEnergy}
      />
    </div>
  );
}
