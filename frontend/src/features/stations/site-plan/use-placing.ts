import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { failureWords } from "@/ui/failure-words";
import { showToast } from "@/ui/toast";
import { stationsQuery, type Station } from "../queries";
import { editStation } from "../station-edits";
import type { Place } from "./places";

/** Return what puts a station somewhere: seen at once, kept when the platform agrees. */
export function usePlacing(): (station: Station, place: Place) => void {
  const { t } = useTranslation();
  const queryClient = useQueryClient();

  function show(station: Station, changes: Partial<Station>) {
    queryClient.setQueryData(stationsQuery.queryKey, (stations) =>
      stations?.map((each) => (each.id === station.id ? { ...each, ...changes } : each)),
    );
  }

  return (station, { x, y }) => {
    const changes = { plan_x: x, plan_y: y };
    show(station, changes);
    editStation(station, changes).catch((error: Error) => {
      show(station, { plan_x: station.plan_x, plan_y: station.plan_y });
      showToast("failed", failureWords(error, t));
    });
  };
}
