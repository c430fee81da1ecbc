import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Measure } from "@/ui/measure";

interface PowerGaugeProps {
  powerW: number | null;
  /** The most that the station offers the car now. */
  offeredW: number | null;
}

/** The power of a charge against what the station offers. */
export function PowerGauge({ powerW, offeredW }: PowerGaugeProps) {
  const { t } = useTranslation();
  const { power } = useFormats();
  const share = powerW === null || !offeredW ? null : Math.min(1, Math.max(0, powerW / offeredW));
  return (
    <div className="mt-3">
      <div className="flex items-baseline justify-between gap-2">
        <span className="text-[1.75rem] leading-9 font-semibold tracking-tight">
          <Measure quantity={powerW === null ? null : power(powerW)} />
        </span>
        {offeredW !== null && (
          <span className="text-xs text-muted">
            {t("session.of_offered")} <Measure quantity={power(offeredW)} />
          </span>
        )}
      </div>
      <div aria-hidden className="mt-1 h-1 overflow-hidden rounded-full bg-line">
        <div
          className="h-full origin-left bg-accent transition-transform duration-500"
          // A width that moves would lay the whole page out anew in every frame.
          style={{ transform: `scaleX(${share ?? 0})` }}
        />
      </div>
    </div>
  );
}
