import { useTranslation } from "react-i18next";
import type { LiveState } from "@/api/live";

const DOTS: Record<LiveState, string> = {
  connecting: "bg-line-strong animate-pulse",
  connected: "bg-accent",
  interrupted: "bg-warning animate-pulse",
};

/** Whether what is on the screen follows the stations right now. */
export function LiveStatus({ state }: { state: LiveState }) {
  const { t } = useTranslation();
  return (
    <p
      role="status"
      className="flex items-center gap-2 text-xs whitespace-nowrap text-muted md:flex-col md:gap-1 md:text-center lg:flex-row lg:gap-2"
    >
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${DOTS[state]}`} />
      {t(`live.${state}`)}
    </p>
  );
}
