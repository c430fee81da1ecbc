import { useTranslation } from "react-i18next";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import { accountStanding, type AccountStanding } from "./account-standing";
import type { Account } from "./queries";

const MARKS: Record<AccountStanding, { tone: Tone; icon: IconName }> = {
  open: { tone: "available", icon: "check" },
  unchecked: { tone: "waiting", icon: "clock" },
  closed: { tone: "faulted", icon: "alert" },
  inactive: { tone: "offline", icon: "pause" },
};

/** Whether messages go out by an account, in a word. */
export function AccountMark({ account }: { account: Account }) {
  const { t } = useTranslation();
  const standing = accountStanding(account);
  return <StateMark {...MARKS[standing]}>{t(`notice_account.${standing}`)}</StateMark>;
}
