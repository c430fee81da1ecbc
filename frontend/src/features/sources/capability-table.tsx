import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import type { Source } from "./queries";

type Fact = Schemas["Fact"];
type Ability = Schemas["Ability"];

/** Facts as people think of them; every one that there is. */
const GROUPS = {
  charges: ["session_start", "session_end", "energy", "identity", "stop_reason"],
  now: ["connector_status", "offline", "power", "readings", "commands"],
  notices: [
    "charging_started",
    "idle_started",
    "battery_full",
    "interrupted",
    "charging_ended",
    "fault",
  ],
} as const satisfies Record<string, readonly Fact[]>;

const MARKS: Record<Ability, { tone: Tone; icon: IconName }> = {
  exact: { tone: "available", icon: "check" },
  approximate: { tone: "idle", icon: "circle" },
  unavailable: { tone: "offline", icon: "x" },
};

/** What a source can tell of each kind of fact: exactly, roughly or not at all, and why. */
export function CapabilityTable({ source }: { source: Source }) {
  const { t } = useTranslation();
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-3">
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
        <section key={group} aria-label={t(`source_fact_group.${group}`)}>
          <h3 className="mb-1 text-[0.8125rem] text-muted">{t(`source_fact_group.${group}`)}</h3>
          <ul className="divide-y divide-line border-y border-line text-sm">
            {GROUPS[group].map((fact) => {
              const ability = source.capabilities[fact] ?? "unavailable";
              return (
                <li key={fact} className="grid gap-0.5 py-2">
                  <span className="flex items-baseline justify-between gap-3">
                    <span className="font-medium">{t(`source_fact.${fact}`)}</span>
                    <StateMark {...MARKS[ability]}>{t(`ability.${ability}`)}</StateMark>
                  </span>
                  <span className="text-[0.8125rem] text-pretty text-muted">
                    {t(`source_fact_how.${fact}`)}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
