import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { useNow } from "@/ui/now";
import type { Station } from "./queries";

/** Whether a station is connected, and since when it is silent. */
export function StationContact({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  if (station.online) return <>{t("station.online")}</>;
  if (station.last_seen_at === null) return <>{t("station.never_seen")}</>;
  return <>{t("station.offline", { ago: ago(station.last_seen_at, now) })}</>;
}
