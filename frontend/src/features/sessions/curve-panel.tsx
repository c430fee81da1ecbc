import { useCallback, useMemo } from "react";
import type uPlot from "uplot";
import { useFormats } from "@/i18n/formats";
import { Plot } from "@/ui/plot";
import { endLabels } from "@/ui/plot-labels";
import type { Ink } from "@/ui/use-ink";
import type { Column } from "./curve";
import { priceBands, type PriceBand } from "./price-bands";

const FONT = '"Inter Variable", system-ui, sans-serif';
const LABEL_ROOM_PX = 72;
const AXIS_ROOM_PX = 40;
const TIME_ROOM_PX = 28;

/** How one column is drawn; the label stands at the end of its line. */
export type Line = Pick<uPlot.Series, "label" | "stroke" | "dash" | "paths">;

/** Where nothing flows the axis still has a scale that fits a charge. */
const LEAST_TOP = 0.1;

interface CurvePanelProps {
  title: string;
  heightPx: number;
  at: number[];
  columns: Column[];
  lines: (ink: Ink) => Line[];
  /** The end of the scale, where it has one. */
  topValue?: number;
  /** The prices behind the lines; named where `showsPrices` is set. */
  bands: PriceBand[];
  showsPrices: boolean;
  timezone: string;
  /** The lowest panel carries the times for all. */
  showsTime: boolean;
  onPoint: (index: number | null) => void;
}

/** One scale of a curve; panels of the same page move their pointers together. */
export function CurvePanel(props: CurvePanelProps) {
  const { title, heightPx, at, columns, lines, timezone, showsTime, onPoint } = props;
  const { topValue = LEAST_TOP } = props;
  const { bands, showsPrices } = props;
  const { time, preciseTime } = useFormats();

  const describe = useCallback(
    (ink: Ink): Omit<uPlot.Options, "width" | "height"> => {
      const axis: uPlot.Axis = {
        stroke: ink["ink-muted"],
        font: `12px ${FONT}`,
        grid: { stroke: ink.line, width: 1 },
        ticks: { show: false },
      };
      const timesOf = (splits: readonly number[]) => {
        const [first = 0, second = first + 60] = splits;
        const write = second - first < 60 ? preciseTime : time; // else a minute would be told twice
        return splits.map((at) => write(new Date(at * 1000).toISOString(), timezone));
      };
      return {
        padding: [8, LABEL_ROOM_PX, showsTime ? 0 : 8, 0],
        legend: { show: false },
        cursor: { sync: { key: "curve" }, drag: { x: false, y: false }, points: { size: 7 } },
        scales: {
          y: { range: { min: { soft: 0, mode: 1 }, max: { soft: topValue, mode: 1, pad: 0.1 } } },
        },
        axes: [
          {
            ...axis,
            size: showsTime ? TIME_ROOM_PX : 0,
            space: 72,
            values: (_, splits) => (showsTime ? timesOf(splits) : splits.map(() => "")),
          },
          { ...axis, size: AXIS_ROOM_PX, space: 32 },
        ],
        series: [
          {},
          ...lines(ink).map((line) => ({
            scale: "y",
            width: 2,
            spanGaps: true,
            points: { show: false },
            ...line,
          })),
        ],
        hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
        plugins: [priceBands(bands, ink, showsPrices ? FONT : null), endLabels(FONT)],
      };
    },
    [bands, lines, onPoint, showsPrices, showsTime, time, preciseTime, timezone, topValue],
  );
  const data = useMemo((): uPlot.AlignedData => [at, ...columns], [at, columns]);

  return (
    <>
      <p aria-hidden className="mt-2 text-xs text-muted">
        {title}
      </p>
      <Plot
        label={title}
        heightPx={heightPx + (showsTime ? TIME_ROOM_PX : 0)}
        data={data}
        describe={describe}
      />
    </>
  );
}
