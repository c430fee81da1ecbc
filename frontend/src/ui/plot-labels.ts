import type uPlot from "uplot";

const GAP_PX = 6;
const LINE_PX = 16;

interface EndLabel {
  text: string;
  color: string;
  y: number;
}

/** Write the name of each line at its right end, in its colour, without overlaps. */
export function endLabels(font: string): uPlot.Plugin {
  return {
    hooks: {
      draw: (plot) => {
        const { ctx, bbox } = plot;
        const ratio = devicePixelRatio;
        ctx.save();
        ctx.font = `500 ${12 * ratio}px ${font}`;
        ctx.textAlign = "left";
        ctx.textBaseline = "middle";
        for (const { text, color, y } of spread(
          labelsOf(plot),
          LINE_PX * ratio,
          bbox.top + bbox.height,
        )) {
          ctx.fillStyle = color;
          ctx.fillText(text, bbox.left + bbox.width + GAP_PX * ratio, y);
        }
        ctx.restore();
      },
    },
  };
}

function labelsOf(plot: uPlot): EndLabel[] {
  return plot.series.slice(1).flatMap((series, index) => {
    const values = plot.data[index + 1] as readonly (number | null)[];
    const last = values.findLast((value) => value !== null);
    if (last == null || typeof series.label !== "string") return [];
    const color = typeof series.stroke === "function" ? series.stroke(plot, index + 1) : "";
    return [
      { text: series.label, color: String(color), y: plot.valToPos(last, series.scale!, true) },
    ];
  });
}

/** Push labels apart until none covers another: downwards, and up again from the bottom. */
function spread(labels: EndLabel[], distance: number, bottom: number): EndLabel[] {
  let floor = -Infinity;
  const pushed = labels
    .toSorted((a, b) => a.y - b.y)
    .map((label) => {
      floor = Math.max(label.y, floor + distance);
      return { ...label, y: floor };
    });
  let ceiling = bottom;
  return pushed.toReversed().map((label) => {
    const y = Math.min(label.y, ceiling);
    ceiling = y - distance;
    return { ...label, y };
  });
}
