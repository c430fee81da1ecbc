import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sitesQuery } from "@/features/sites/queries";
import type { Audience } from "./queries";

/** Where a tariff counts and for whom, in a few words. */
export function AudienceWords({ tariff }: { tariff: Audience }) {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery).data ?? [];
  const { site_id, station_group, person_group } = tariff;
  const parts = [
    site_id === null ? t("tariff.everywhere") : sites.find(({ id }) => id === site_id)?.name,
    station_group && t("tariff.for_stations", { group: station_group }),
    person_group && t("tariff.for_people", { group: person_group }),
  ];
  return <>{parts.filter(Boolean).join(" · ")}</>;
}
