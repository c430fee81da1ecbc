import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Elapsed } from "@/features/sessions/elapsed";
import { StateIcon } from "@/features/stations/connector-state";
import { useFormats } from "@/i18n/formats";
import { Measure } from "@/ui/measure";
import { placeName, type BoardConnector, type BoardSession } from "./board";

/**
 * One connector, to be read from metres away. It names the unit and never the person: everybody
 * who walks past reads a wall.
 */
export const WallTile = memo(function WallTile({ connector }: { connector: BoardConnector }) {
  const { t } = useTranslation();
  const { state, session } = connector;
  return (
    <li
      data-tone={state}
      className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-[0.4em] border-l-[0.35em] border-(--tone) bg-(--tone-wash) px-[0.7em] py-[0.5em]"
    >
      <p className="flex items-center gap-[0.4em] text-[0.72em] font-semibold text-(--tone) [&_svg]:size-[1.2em]">
        <StateIcon state={state} size={20} />
        <span className="truncate">{t(`state.${state}`)}</span>
      </p>
      <p className="truncate text-[0.9em] font-semibold">{placeName(connector, t)}</p>
      {session !== null && <WallCharge session={session} />}
    </li>
  );
});

function WallCharge({ session }: { session: BoardSession }) {
  const { power, energy } = useFormats();
  return (
    <div className="mt-auto">
      <p className="flex items-baseline justify-between gap-[0.5em]">
        <span className="text-[1.5em] leading-tight font-semibold tracking-tight">
          <Measure quantity={session.power_w === null ? null : power(session.power_w)} />
        </span>
        <span className="truncate text-[0.8em]">{session.person?.unit}</span>
      </p>
      <p className="flex justify-between gap-[0.5em] text-[0.72em] text-muted">
        <Measure quantity={session.energy_wh === null ? null : energy(session.energy_wh)} />
        <Elapsed since={session.started_at} />
      </p>
    </div>
  );
}
