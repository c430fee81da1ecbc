import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { StateIcon } from "../connector-state";
import { stateOf, type StationRow } from "../station-list";

interface UnplacedListProps {
  rows: readonly StationRow[];
  onPlaceAll: (() => void) | undefined;
}

/** The stations of a site that nobody has put on its plan yet. */
export function UnplacedList({ rows, onPlaceAll }: UnplacedListProps) {
  const { t } = useTranslation();
  return (
    <section className="mt-6">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-sm font-semibold">{t("plan.unplaced")}</h2>
        {onPlaceAll && (
          <Button small onClick={onPlaceAll}>
            {t("plan.place_all")}
          </Button>
        )}
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {rows.map((row) => (
          <li key={row.station.id} className="flex items-center gap-1.5">
            <StateIcon state={stateOf(row)} />
            <Link
              to="/stations/$stationId"
              params={{ stationId: row.station.id }}
              className="underline-offset-4 hover:underline"
            >
              {row.station.name}
            </Link>
            <span className="text-muted">{t(`state.${stateOf(row)}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
