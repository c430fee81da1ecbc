import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { useMay } from "@/features/accounts/permissions";
import type { Station } from "@/features/stations/queries";
import { Button } from "@/ui/button";
import { ReservationList } from "./reservation-list";
import { ReserveDialog } from "./reserve-dialog";

/** What is reserved at a station, and reserving there. */
export function ReservationsPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const [isReserving, setReserving] = useState(false);
  const connectors = useQuery({
    queryKey: ["station", station.id, "reservable"],
    queryFn: ({ signal }) => {
      const params = { path: { station_id: station.id } };
      return bodyOf(api.GET("/api/v1/stations/{station_id}/connectors", { params, signal }));
    },
    enabled: isReserving,
  });
  const evses = [...new Set((connectors.data?.items ?? []).map(({ evse }) => evse))];
  return (
    <>
      {mayCommand && station.source === null && (
        <div className="mb-6">
          <Button tone="primary" icon="calendar" onClick={() => setReserving(true)}>
            {t("reservations.reserve")}
          </Button>
        </div>
      )}
      <ReservationList search={{}} stationId={station.id} />
      {isReserving && connectors.data !== undefined && (
        <ReserveDialog
          stationId={station.id}
          stationName={station.name}
          tenantId={station.tenant_id}
          evses={evses}
          isForOthers
          onClose={() => setReserving(false)}
        />
      )}
    </>
  );
}
