import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Icon } from "@/ui/icon";
import { useNow } from "@/ui/now";

/** A connection that is back within this time was never missed. */
const TOLD_AFTER_MS = 5_000;

/** Says from when the numbers on the screen are, once they do not follow the platform any more. */
export function StaleBar({ lostAt }: { lostAt: number }) {
  const { t } = useTranslation();
  const { time } = useFormats();
  const isTold = useNow() - lostAt > TOLD_AFTER_MS;
  return (
    <div role="status">
      {isTold && (
        <p className="flex items-center gap-3 bg-warning-wash px-4 py-2 text-sm text-warning md:px-8">
          <Icon name="offline" size={16} />
          {t("offline.since", { time: time(new Date(lostAt).toISOString()) })}
        </p>
      )}
    </div>
  );
}
