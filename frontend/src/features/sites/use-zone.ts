import { useQuery } from "@tanstack/react-query";
import { sitesQuery } from "./queries";

/** Return the zone in which days are counted: that of the first site, else this browser's. */
export function useZone(): string {
  const sites = useQuery(sitesQuery).data;
  return sites?.[0]?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
