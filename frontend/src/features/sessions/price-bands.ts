import type uPlot from "uplot";
import type { Formats } from "@/i18n/formats";
import type { Ink } from "@/ui/use-ink";
import { energyLines } from "./chapters";
import type { Session } from "./queries";

/** A stretch of a session in which a kWh costs the same; seconds as in the curve. */
export interface PriceBand {
  from: number;
  to: number;
  label: string;
  /** The dearest is 1, the cheapest 0; all 0 where there is one price. */
  height: number;
}

const DEEPEST = 0.16;
const LABEL_GAP_PX = 4;

/** Say which price counted when, from the lines of the bill. */
export function bandsOf(prices: Session["price_lines"], { unitPrice }: Formats): PriceBand[] {
  const lines = energyLines(prices);
  const amounts = lines.map(({ unit_price }) => Number(unit_price));
  const least = Math.min(...amounts);
  const range = Math.max(...amounts) - least;
  return lines.map(({ from_at, to_at, unit_price, amount: { currency } }) => ({
    from: Date.parse(from_at) / 1000,
    to: Date.parse(to_at) / 1000,
    label: `${unitPrice({ amount: unit_price, currency })}/kWh`,
    height: range === 0 ? 0 : (Number(unit_price) - least) / range,
  }));
}

/** Draw the prices behind the lines, the dearer the deeper; without a font they stay unnamed. */
export function priceBands(bands: PriceBand[], ink: Ink, font: string | null): uPlot.Plugin {
  return {
    hooks: {
      drawClear: ({ ctx, bbox, valToPos }) => {
        const ratio = devicePixelRatio;
        const place = (at: number) =>
          Math.min(Math.max(valToPos(at, "x", true), bbox.left), bbox.left + bbox.width);
        ctx.save();
        for (const { from, to, label, height } of bands) {
          const left = place(from);
          const width = place(to) - left;
          ctx.globalAlpha = height * DEEPEST;
          ctx.fillStyle = ink.warning;
          ctx.fillRect(left, bbox.top, width, bbox.height);
          if (font === null) continue;
          ctx.globalAlpha = 1;
          ctx.fillStyle = ink["ink-muted"];
          ctx.font = `${12 * ratio}px ${font}`;
          ctx.textBaseline = "bottom";
          const gap = LABEL_GAP_PX * ratio;
          if (ctx.measureText(label).width + 2 * gap < width) {
            ctx.fillText(label, left + gap, bbox.top + bbox.height - gap);
          }
        }
        ctx.restore();
      },
    },
  };
}
