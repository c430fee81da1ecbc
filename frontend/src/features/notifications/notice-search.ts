/** Which part of the notices' settings is shown, and which messages; it lives in the address. */
import type { Channel, DeliveryState, Kind } from "./queries";
import { KINDS } from "./kinds";

export const NOTICE_TABS = ["kinds", "channels", "log"] as const;
export type NoticeTab = (typeof NOTICE_TABS)[number];

export const DELIVERY_STATES = [
  "waiting",
  "sent",
  "delivered",
  "read",
  "refused",
  "uncertain",
  "expired",
  "dead",
] as const satisfies readonly DeliveryState[];

export const CHANNELS = [
  "whatsapp",
  "web_push",
  "email",
  "sms",
] as const satisfies readonly Channel[];

export interface LogFilters {
  state?: DeliveryState;
  kind?: Kind;
  channel?: Channel;
  session_id?: string;
}

export interface NoticeSearch extends LogFilters {
  /** Left out it is the kinds. */
  tab?: NoticeTab;
}

export function readNoticeSearch(search: Record<string, unknown>): NoticeSearch {
  const tab = NOTICE_TABS.find((each) => each === search.tab);
  if (tab === undefined || tab === "kinds") return {};
  if (tab === "channels") return { tab };
  const state = DELIVERY_STATES.find((each) => each === search.state);
  const kind = KINDS.find((each) => each === search.kind);
  const channel = CHANNELS.find((each) => each === search.channel);
  const { session_id } = search;
  return {
    tab,
    ...(state && { state }),
    ...(kind && { kind }),
    ...(channel && { channel }),
    ...(typeof session_id === "string" && session_id !== "" && { session_id }),
  };
}
