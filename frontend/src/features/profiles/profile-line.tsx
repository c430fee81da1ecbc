import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import type { IconName } from "@/ui/icon";
import { useFormats } from "@/i18n/formats";
import { useRate } from "./limit-drawing";
import type { StoredProfile } from "./profiles";

const MARKS: Record<StoredProfile["state"], [Tone, IconName]> = {
  installed: ["available", "check"],
  confirmed: ["available", "check"],
  different: ["faulted", "alert"],
  missing: ["faulted", "alert"],
  foreign: ["reserved", "info"],
};

interface ProfileLineProps {
  stored: StoredProfile;
  timeZone: string;
  onClear: (() => void) | undefined;
}

/** One profile: what it limits, and whether the station has it as it was set. */
export function ProfileLine({ stored, timeZone, onClear }: ProfileLineProps) {
  const { t } = useTranslation();
  const { time, list } = useFormats();
  const rate = useRate();
  const { profile, state, evse } = stored;
  const [tone, icon] = MARKS[state];
  const [schedule] = profile.schedules;
  const limits = schedule?.periods.map(({ limit }) =>
    limit === null ? t("profiles.no_limit") : rate(limit, schedule.unit),
  );
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_9rem_5rem] sm:items-center">
      <p className="min-w-0">
        <span className="font-medium">
          {evse === 0 ? t("profiles.at_station") : t("profiles.at_evse", { evse })}
        </span>
        <span className="block text-[0.8125rem] text-muted">
          {t(`profiles.purpose.${profile.purpose}`)}
          {" · "}
          {t("profiles.number", { id: stored.id, level: profile.stack_level })}
        </span>
      </p>
      <p className="min-w-0 tabular-nums">
        {limits?.join(" → ")}
        {profile.kind === "Recurring" && schedule?.starts_at && (
          <span className="block text-[0.8125rem] text-muted">
            {t(`profiles.every.${profile.recurrency ?? "Daily"}`, {
              from: time(schedule.starts_at, timeZone),
              to: time(endOf(schedule.starts_at, schedule.duration_s), timeZone),
            })}
          </span>
        )}
        {stored.differences.length > 0 && (
          <span className="block text-[0.8125rem] text-muted">
            {t("profiles.differs", {
              parts: list(stored.differences.map((part) => t(`profiles.part.${part}`))),
            })}
          </span>
        )}
      </p>
      <StateMark tone={tone} icon={icon}>
        {t(`profiles.state.${state}`)}
      </StateMark>
      <div className="sm:text-right">
        {onClear && profile.purpose !== "ChargingStationExternalConstraints" && (
          <Button small aria-label={t("profiles.clear_named", { id: stored.id })} onClick={onClear}>
            {t("profiles.clear")}
          </Button>
        )}
      </div>
    </li>
  );
}

function endOf(startsAt: string, durationS: number | null): string {
  return new Date(Date.parse(startsAt) + (durationS ?? 86_400) * 1_000).toISOString();
}
