import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { stepsOf, type Step } from "./limit-steps";
import type { Composite, RateUnit } from "./profiles";

const WIDTH = 960;
const HEIGHT = 160;
const TOP = 22;
const HOURS = [0, 6, 12, 18, 24];

interface LimitDrawingProps {
  composite: Composite;
  timeZone: string;
}

/** The limits of the next 24 hours as steps; in words below, for who cannot see them. */
export function LimitDrawing({ composite, timeZone }: LimitDrawingProps) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const rate = useRate();
  const steps = stepsOf(composite.periods, composite.duration_s);
  const most = Math.max(0, ...steps.map(({ limit }) => limit ?? 0));
  const begin = Date.parse(composite.begins_at);
  const clock = (seconds: number) =>
    time(new Date(begin + seconds * 1_000).toISOString(), timeZone);
  const words = (step: Step) =>
    step.limit === null ? t("profiles.no_limit") : rate(step.limit, composite.unit);
  return (
    <figure className="rounded-lg border border-line bg-surface p-4">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-40 w-full"
        aria-hidden="true"
      >
        {steps.map((step) => (
          <StepShape
            key={step.fromS}
            step={step}
            scale={WIDTH / composite.duration_s}
            topAt={step.limit === null || most === 0 ? TOP : yOf(step.limit / most)}
          />
        ))}
        <line x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} className="stroke-line-strong" />
      </svg>
      <div aria-hidden="true" className="flex justify-between text-xs text-muted tabular-nums">
        {HOURS.map((hour) => (
          <span key={hour}>{clock((hour / 24) * composite.duration_s)}</span>
        ))}
      </div>
      <figcaption className="mt-3">
        <ol className="flex flex-wrap gap-x-6 gap-y-1 text-sm tabular-nums">
          {steps.map((step) => (
            <li key={step.fromS}>
              <span className="text-muted">
                {t("profiles.from_to", { from: clock(step.fromS), to: clock(step.toS) })}
              </span>{" "}
              {words(step)}
            </li>
          ))}
        </ol>
      </figcaption>
    </figure>
  );
}

interface StepShapeProps {
  step: Step;
  scale: number;
  topAt: number;
}

function StepShape({ step, scale, topAt }: StepShapeProps) {
  const x = step.fromS * scale;
  const width = (step.toS - step.fromS) * scale;
  if (step.limit === null) {
    return (
      <line
        x1={x}
        x2={x + width}
        y1={topAt}
        y2={topAt}
        strokeDasharray="6 6"
        vectorEffect="non-scaling-stroke"
        className="stroke-line-strong"
      />
    );
  }
  return (
    <>
      <rect x={x} y={topAt} width={width} height={HEIGHT - topAt} className="fill-accent-wash" />
      <line
        x1={x}
        x2={x + width}
        y1={topAt}
        y2={topAt}
        strokeWidth={2}
        vectorEffect="non-scaling-stroke"
        className="stroke-accent"
      />
    </>
  );
}

function yOf(share: number): number {
  return TOP + (1 - share) * (HEIGHT - TOP - 8);
}

/** Write a limit: kilowatts, or amperes per phase. */
export function useRate(): (limit: number, unit: RateUnit) => string {
  const { power, tenths } = useFormats();
  return (limit, unit) => {
    if (unit === "A") return `${tenths(limit)} A`;
    const { value, unit: written } = power(limit);
    return `${value} ${written}`;
  };
}
