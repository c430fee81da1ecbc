import { useTranslation } from "react-i18next";
import type { Session } from "@/features/sessions/queries";
import { Section } from "@/ui/section";
import { FreeStationWish } from "./free-station-wish";

/** Where somebody charges now and then; more would be a directory. */
const SHOWN = 4;

/** The stations where one charged last, to be told when one of them is free. */
export function FreeStations({ sessions }: { sessions: readonly Session[] }) {
  const { t } = useTranslation();
  const names = new Map(sessions.map(({ station_id, station_name }) => [station_id, station_name]));
  return (
    <Section title={t("mine.free")}>
      <p className="mb-4 max-w-prose text-sm text-pretty text-muted">{t("mine.free_hint")}</p>
      <ul className="max-w-xl divide-y divide-line rounded-lg border border-line bg-surface">
        {[...names].slice(0, SHOWN).map(([id, name]) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-2 px-4 py-2 text-sm"
          >
            <span className="min-w-0 break-words">{name}</span>
            <FreeStationWish stationId={id} name={name} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
