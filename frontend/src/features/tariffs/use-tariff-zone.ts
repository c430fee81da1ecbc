import { useQuery } from "@tanstack/react-query";
import { sitesQuery } from "@/features/sites/queries";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Return the zone whose clock a tariff goes by; null until the sites are known. */
export function useTariffZone(siteId: string | null): string | null {
  const sites = useQuery(sitesQuery);
  if (sites.data === undefined) return sites.isError ? HERE : null;
  const site = sites.data.find(({ id }) => id === siteId) ?? sites.data[0];
  return site?.timezone ?? HERE;
}
