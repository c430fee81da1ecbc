import { useQuery } from "@tanstack/react-query";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { useMay } from "@/features/accounts/permissions";
import { sourcesQuery } from "@/features/sources/queries";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import { FACTS } from "./kinds";
import type { KindSettings } from "./queries";

/** Chargers that speak for themselves. */
const DIRECT = "ocpp";

type Ability = Schemas["Ability"];

const MARKS: Record<Ability, { tone: Tone; icon: IconName }> = {
  exact: { tone: "available", icon: "check" },
  approximate: { tone: "idle", icon: "circle" },
  unavailable: { tone: "offline", icon: "x" },
};

/** How well each way to read a charger can tell this, in words; why, where it is not exact. */
export function Abilities({ settings }: { settings: KindSettings }) {
  const { t } = useTranslation();
  const mayRead = useMay("read:sources");
  const clouds = useQuery({ ...sourcesQuery, enabled: mayRead }).data;
  // Of a cloud that is not used here nobody need know what it could tell.
  const shown = settings.capabilities.sources.filter(
    ({ source }) => source === DIRECT || !clouds || clouds.some(({ kind }) => kind === source),
  );
  return (
    <dl className="grid content-start gap-x-4 gap-y-1 text-[0.8125rem]">
      {shown.map(({ source, ability }) => (
        <div key={source} className="grid grid-cols-[1fr_auto] items-center gap-x-3">
          <dt className="text-muted">
            {t(`notice_source.${source}` as ParseKeys, { defaultValue: source })}
          </dt>
          <dd>
            <StateMark {...MARKS[ability]}>{t(`ability.${ability}`)}</StateMark>
          </dd>
          {ability !== "exact" && (
            <dd className="col-span-2 text-pretty text-muted">
              {t(`source_fact_how.${FACTS[settings.kind]}`)}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
