import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Measure } from "@/ui/measure";
import type { Reading } from "./queries";

const CELL = "px-3 py-1.5 text-right";

/** What the meter said, instant by instant; folded until asked for. */
export function ReadingTable({ readings, timezone }: { readings: Reading[]; timezone: string }) {
  const { t } = useTranslation();
  const { preciseTime, power, register, percent } = useFormats();
  return (
    <details className="mt-2 text-sm">
      <summary className="inline-flex h-8 items-center text-muted hover:text-ink">
        {t("curve.as_table", { count: readings.length })}
      </summary>
      <div className="mt-2 max-h-96 overflow-auto rounded-lg border border-line bg-surface">
        <table className="w-full">
          <thead className="sticky top-0 bg-surface text-[0.8125rem] text-muted">
            <tr>
              <th className={`${CELL} text-left font-medium`}>{t("curve.at")}</th>
              <th className={`${CELL} font-medium`}>{t("session.power")}</th>
              <th className={`${CELL} font-medium`}>{t("curve.offered")}</th>
              <th className={`${CELL} font-medium`}>{t("curve.register")}</th>
              <th className={`${CELL} font-medium`}>{t("session.soc")}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {readings.map(({ at, power_w, offered_w, energy_wh, soc_percent }, index) => (
              <tr key={index}>
                <td className={`${CELL} text-left whitespace-nowrap`}>
                  {preciseTime(at, timezone)}
                </td>
                <td className={CELL}>
                  <Measure quantity={power_w === null ? null : power(power_w)} />
                </td>
                <td className={CELL}>
                  <Measure quantity={offered_w === null ? null : power(offered_w)} />
                </td>
                <td className={CELL}>
                  <Measure quantity={energy_wh === null ? null : register(energy_wh)} />
                </td>
                <td className={CELL}>
                  <Measure quantity={soc_percent === null ? null : percent(soc_percent)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
