import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { FailureNotice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { energyQuery, type Session } from "./queries";

/** How the energy of a session was computed, step by step, from what the meter said. */
export function EnergyExplanation({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { energy, register, dateTime } = useFormats();
  const explanation = useQuery(energyQuery(session.id));
  if (explanation.isError) {
    return <FailureNotice error={explanation.error} onRetry={() => void explanation.refetch()} />;
  }
  if (explanation.data === undefined) {
    return (
      <Loading>
        <Skeleton className="h-24" />
      </Loading>
    );
  }
  const { energy_wh, method, quality, inputs } = explanation.data;
  const wh = (value: number) => Object.values(register(value)).join(" ");
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-pretty">
        {t(`energy.method.${method}`)} {t(`energy.quality_hint.${quality}`)}
      </p>
      <ol className="rounded-lg border border-line bg-surface">
        {inputs.map((input, index) => (
          <li key={index} className="border-b border-line px-4 py-3">
            {input.to_wh !== null && input.from_wh !== null ? (
              <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
                <dt className="text-muted">
                  {t("energy.last_register")}
                  {input.to_at !== null && `, ${dateTime(input.to_at, session.timezone)}`}
                </dt>
                <dd className="text-right">{wh(input.to_wh)}</dd>
                <dt className="text-muted">
                  {t("energy.first_register")}
                  {input.from_at !== null && `, ${dateTime(input.from_at, session.timezone)}`}
                </dt>
                <dd className="text-right">− {wh(input.from_wh)}</dd>
              </dl>
            ) : (
              <dl className="grid grid-cols-[1fr_auto] gap-x-4">
                <dt className="text-muted">{t("energy.part")}</dt>
                <dd className="text-right">
                  {input.energy_wh === null ? "—" : wh(input.energy_wh)}
                </dd>
              </dl>
            )}
          </li>
        ))}
        <li className="grid grid-cols-[1fr_auto] gap-x-4 px-4 py-3 font-semibold">
          <span>{t("energy.total")}</span>
          <span>
            {energy_wh === null
              ? "—"
              : `${wh(energy_wh)} = ${Object.values(energy(energy_wh)).join(" ")}`}
          </span>
        </li>
      </ol>
    </div>
  );
}
