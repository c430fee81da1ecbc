import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { Icon, type IconName } from "@/ui/icon";

export type ConnectorState = Schemas["Label"];

/** In the order of the counters: from what moves to what is missing. */
export const CONNECTOR_STATES = [
  "in_use",
  "idle",
  "waiting",
  "available",
  "reserved",
  "faulted",
  "offline",
] as const satisfies readonly ConnectorState[];

const ICONS: Record<ConnectorState, IconName> = {
  in_use: "bolt",
  idle: "pause",
  waiting: "clock",
  available: "circle",
  reserved: "bookmark",
  faulted: "alert",
  offline: "offline",
};

/** The icon of a state, in its colour. */
export function StateIcon({ state, size = 16 }: { state: ConnectorState; size?: 16 | 20 }) {
  return (
    <span data-tone={state} className="text-(--tone)">
      <Icon name={ICONS[state]} size={size} />
    </span>
  );
}

/** What a connector does, told by colour, icon and word together. */
export function StateBadge({ state }: { state: ConnectorState }) {
  const { t } = useTranslation();
  return (
    <span
      data-tone={state}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full bg-(--tone-wash) pr-3 pl-2 text-xs font-semibold tracking-wide whitespace-nowrap text-(--tone) uppercase"
    >
      <Icon name={ICONS[state]} size={16} />
      {t(`state.${state}`)}
    </span>
  );
}
