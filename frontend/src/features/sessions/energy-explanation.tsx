import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/formats";
import { FailureNotice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { energyQuery, type Session } from "./queries";

type Part = Schemas["EnergyPartView"];

const STEP = "grid grid-cols-[1fr_auto] gap-x-4 gap-y-1";

/** How the energy of a session was computed, step by step, from what the meter said. */
export function EnergyExplanation({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { energy } = useFormats();
  const registerText = useRegisterText();
  const explanation = useQuery(energyQuery(session.id));
  if (explanation.isError && explanation.data === undefined) {
    return <FailureNotice error={explanation.error} onRetry={() => void explanation.refetch()} />;
  }
  if (explanation.data === undefined) {
    return (
      <Loading>
        <Skeleton className="h-32" />
      </Loading>
    );
  }
  const { energy_wh, method, doubts, parts } = explanation.data;
  const sentences = [
    t(`energy.method.${method}`),
    ...doubts.map((doubt) => t(`energy.doubt.${doubt}`)),
  ];
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-pretty">{sentences.join(" ")}</p>
      <ol className="rounded-lg border border-line bg-surface">
        {parts.map((part) => (
          <li key={part.from_at} className="border-b border-line px-4 py-3">
            <PartSteps part={part} timezone={session.timezone} showsSum={parts.length > 1} />
          </li>
        ))}
        <li className="px-4 py-3 font-semibold">
          <dl className={STEP}>
            <dt>{t("energy.total")}</dt>
            <dd>
              {energy_wh === null
                ? "—"
                : `${registerText(energy_wh)} = ${Object.values(energy(energy_wh)).join(" ")}`}
            </dd>
          </dl>
        </li>
      </ol>
    </div>
  );
}

interface PartStepsProps {
  part: Part;
  timezone: string;
  /** With one part only, its sum is the total. */
  showsSum: boolean;
}

function PartSteps({ part, timezone, showsSum }: PartStepsProps) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const registerText = useRegisterText();
  const { first, last, count, from_at, to_at, energy_wh } = part;
  if (first === null || last === null) {
    const span = `${time(from_at, timezone)}–${time(to_at, timezone)}`;
    return (
      <dl className={STEP}>
        <dt className="text-muted">
          {count === null ? t("energy.between") : t("energy.samples", { count })}, {span}
        </dt>
        <dd className="text-right">{registerText(energy_wh)}</dd>
      </dl>
    );
  }
  return (
    <dl className={STEP}>
      <dt className="text-muted">{t("energy.last_register", { time: time(last.at, timezone) })}</dt>
      <dd className="text-right">{registerText(last.wh)}</dd>
      <dt className="text-muted">
        {t("energy.first_register", { time: time(first.at, timezone) })}
      </dt>
      <dd className="text-right">− {registerText(first.wh)}</dd>
      {showsSum && (
        <>
          <dt className="text-muted">{t("energy.part_total")}</dt>
          <dd className="text-right font-medium">= {registerText(energy_wh)}</dd>
        </>
      )}
    </dl>
  );
}

/** Wh with all their digits, so that a reader can subtract along. */
function useRegisterText(): (energyWh: number) => string {
  const { register } = useFormats();
  return (energyWh) => Object.values(register(energyWh)).join(" ");
}
