/** How updates, logs and campaigns stand: icon, word and colour together. */
import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import type { Campaign, Member, StationLog, Update } from "./queries";

type Mark = { tone: Tone; icon: IconName };

const WAITS: Mark = { tone: "waiting", icon: "clock" };
const WORKS: Mark = { tone: "in_use", icon: "refresh" };
const DONE: Mark = { tone: "available", icon: "check" };
const FAILED: Mark = { tone: "faulted", icon: "alert" };
const OVER: Mark = { tone: "offline", icon: "x" };

const UPDATES: Record<Update["status"], Mark> = {
  waiting: WAITS,
  asked: WORKS,
  downloading: { tone: "in_use", icon: "download" },
  downloaded: WORKS,
  verified: { tone: "in_use", icon: "shield" },
  installing: WORKS,
  rebooting: WORKS,
  installed: DONE,
  published: DONE,
  unpublished: OVER,
  failed: FAILED,
  cancelled: OVER,
};
const LOGS: Record<StationLog["status"], Mark> = {
  asked: WAITS,
  uploading: { tone: "in_use", icon: "upload" },
  received: DONE,
  failed: FAILED,
  cancelled: OVER,
};
const CAMPAIGNS: Record<Campaign["status"], Mark> = {
  running: { tone: "in_use", icon: "play" },
  paused: { tone: "idle", icon: "pause" },
  finished: DONE,
  cancelled: OVER,
};
const MEMBERS: Record<Member["status"], Mark> = {
  waiting: WAITS,
  updating: WORKS,
  updated: DONE,
  failed: FAILED,
  skipped: OVER,
};

export function UpdateMark({ status }: { status: Update["status"] }) {
  const { t } = useTranslation();
  return <StateMark {...UPDATES[status]}>{t(`update_status.${status}`)}</StateMark>;
}

export function LogMark({ status }: { status: StationLog["status"] }) {
  const { t } = useTranslation();
  return <StateMark {...LOGS[status]}>{t(`log_status.${status}`)}</StateMark>;
}

export function CampaignMark({ status }: { status: Campaign["status"] }) {
  const { t } = useTranslation();
  return <StateMark {...CAMPAIGNS[status]}>{t(`campaign_status.${status}`)}</StateMark>;
}

export function MemberMark({ status }: { status: Member["status"] }) {
  const { t } = useTranslation();
  return <StateMark {...MEMBERS[status]}>{t(`member_status.${status}`)}</StateMark>;
}
