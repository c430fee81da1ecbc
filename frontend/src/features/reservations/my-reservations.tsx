import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { placesQuery, type ReservableSite } from "./queries";
import { ReservationList } from "./reservation-list";
import { ReserveDialog } from "./reserve-dialog";

type Chosen = { site: ReservableSite; station: ReservableSite["stations"][number] };

/** A resident's own reservations, where their site allows any. */
export function MyReservations() {
  const { t } = useTranslation();
  const sites = useQuery(placesQuery).data ?? [];
  const [chosen, setChosen] = useState<Chosen | undefined>();
  const [stationId, setStationId] = useState<string | null>(null);
  const all = sites.flatMap((site) => site.stations.map((station) => ({ site, station })));
  return (
    <>
      <ReservationList search={{}} areOwn />
      {all.length > 0 && (
        <div className="mt-4 grid max-w-xl items-end gap-3 sm:grid-cols-[1fr_auto]">
          <SelectField
            label={t("reservations.station")}
            value={stationId ?? all[0]?.station.id}
            onChange={({ target }) => setStationId(target.value)}
          >
            {all.map(({ station }) => (
              <option key={station.id} value={station.id}>
                {station.name}
              </option>
            ))}
          </SelectField>
          <Button
            icon="calendar"
            onClick={() => setChosen(all.find(({ station }) => station.id === stationId) ?? all[0])}
          >
            {t("reservations.reserve")}
          </Button>
        </div>
      )}
      {chosen && (
        <ReserveDialog
          stationId={chosen.station.id}
          stationName={chosen.station.name}
          evses={chosen.station.evses.map(({ evse }) => evse)}
          minutesMax={chosen.site.policy.length_max_min}
          isForOthers={false}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
