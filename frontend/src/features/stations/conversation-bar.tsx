import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import type { ConversationFilters } from "./conversation-filters";

/** What one looks for most; others are found by a press on a message's own action. */
const ACTIONS = [
  "BootNotification",
  "StatusNotification",
  "Authorize",
  "StartTransaction",
  "StopTransaction",
  "TransactionEvent",
  "MeterValues",
  "FirmwareStatusNotification",
  "SecurityEventNotification",
] as const;

interface ConversationBarProps {
  filters: ConversationFilters;
  isFollowing: boolean;
  onFilter: (filters: ConversationFilters) => void;
  onFollow: (isFollowing: boolean) => void;
}

/** Choose what of a conversation is shown, and whether it goes on while one reads. */
export function ConversationBar(props: ConversationBarProps) {
  const { filters, isFollowing, onFilter, onFollow } = props;
  const { t } = useTranslation();
  const { action = "", direction = "" } = filters;
  const actions = new Set<string>([...ACTIONS, ...(action ? [action] : [])]);
  const change = (changes: Partial<Record<keyof ConversationFilters, string>>) => {
    const next = Object.entries({ ...filters, ...changes }).filter(([, value]) => value);
    onFilter(Object.fromEntries(next) as ConversationFilters);
  };
  return (
    <form
      role="search"
      onSubmit={(event) => event.preventDefault()}
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      <SelectField
        label={t("conversation.who")}
        value={direction}
        onChange={(event) => change({ direction: event.target.value })}
      >
        <option value="">{t("conversation.both")}</option>
        <option value="in">{t("conversation.station")}</option>
        <option value="out">{t("conversation.platform")}</option>
      </SelectField>
      <SelectField
        label={t("conversation.action")}
        value={action}
        onChange={(event) => change({ action: event.target.value })}
      >
        <option value="">{t("conversation.every_action")}</option>
        {[...actions].map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
      <div className="col-span-2 flex gap-2 sm:ml-auto">
        {Object.keys(filters).length > 0 && (
          <Button tone="quiet" onClick={() => onFilter({})}>
            {t("filter.clear")}
          </Button>
        )}
        <Button
          icon={isFollowing ? "pause" : "play"}
          aria-pressed={isFollowing}
          onClick={() => onFollow(!isFollowing)}
        >
          {t(isFollowing ? "conversation.pause" : "conversation.follow")}
        </Button>
      </div>
    </form>
  );
}
