import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useInk, type Ink } from "./use-ink";

export interface PlotProps {
  /** What a screen reader says instead of the drawing. */
  label: string;
  heightPx: number;
  data: uPlot.AlignedData;
  /** Describe the plot in the colours of the theme; a new function draws a new plot. */
  describe: (ink: Ink) => Omit<uPlot.Options, "width" | "height">;
}

/** A uPlot drawing that keeps the width of its place and the colours of the theme. */
export function Plot({ label, heightPx, data, describe }: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const latest = useRef(data);
  const ink = useInk();

  useEffect(() => {
    const place = frame.current!;
    const size = () => ({ width: place.clientWidth, height: heightPx });
    const drawn = new uPlot({ ...describe(ink), ...size() }, latest.current, place);
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize(size()));
    observer.observe(place);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [describe, heightPx, ink]);

  useEffect(() => {
    if (latest.current === data) return;
    latest.current = data;
    plot.current?.setData(data);
  }, [data]);

  return <div ref={frame} role="img" aria-label={label} style={{ height: heightPx }} />;
}
