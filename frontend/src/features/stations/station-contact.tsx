import { useTranslation } from "react-i18next";
import { ReadThrough } from "@/features/sources/read-age";
import { useFormats } from "@/i18n/formats";
import { useNow } from "@/ui/now";
import type { Station } from "./queries";

/** Whether a station is connected, since when it is silent, and how old it is what a cloud says. */
export function StationContact({ station }: { station: Station }) {
  const { source } = station;
  return (
    <>
      <Contact station={station} />
      {source && (
        <span className="block">
          <ReadThrough source={source} />
        </span>
      )}
    </>
  );
}

function Contact({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  if (station.online) return <>{t("station.online")}</>;
  if (station.last_seen_at === null) return <>{t("station.never_seen")}</>;
  return <>{t("station.offline", { ago: ago(station.last_seen_at, now) })}</>;
}
