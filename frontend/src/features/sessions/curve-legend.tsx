import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Measure } from "@/ui/measure";
import { isMeasured, type Curve } from "./curve";

interface CurveLegendProps {
  curve: Curve;
  /** The reading under the pointer, or the last one. */
  index: number;
  timezone: string;
}

/** The numbers of one instant of the curve. */
export function CurveLegend({ curve, index, timezone }: CurveLegendProps) {
  const { t } = useTranslation();
  const { time, power, energy, percent } = useFormats();
  const thousandfold = (value: number | null | undefined) => (value == null ? null : value * 1000);
  const powerW = thousandfold(curve.powerKw[index]);
  const offeredW = thousandfold(curve.offeredKw[index]);
  const energyWh = thousandfold(curve.energyKwh[index]);
  const soc = curve.socPercent[index] ?? null;
  return (
    <dl className="mb-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
      <Value name={t("curve.at")}>
        {time(new Date((curve.at[index] ?? 0) * 1000).toISOString(), timezone)}
      </Value>
      <Value name={t("session.power")}>
        <Measure quantity={powerW === null ? null : power(powerW)} />
      </Value>
      {isMeasured(curve.offeredKw) && (
        <Value name={t("curve.offered")}>
          <Measure quantity={offeredW === null ? null : power(offeredW)} />
        </Value>
      )}
      <Value name={t("session.energy")}>
        <Measure quantity={energyWh === null ? null : energy(energyWh)} />
      </Value>
      {isMeasured(curve.socPercent) && (
        <Value name={t("session.soc")}>
          <Measure quantity={soc === null ? null : percent(soc)} />
        </Value>
      )}
    </dl>
  );
}

function Value({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-[0.8125rem] text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
