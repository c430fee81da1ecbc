import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Language } from "@/i18n";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { showToast } from "@/ui/toast";
import { useAction } from "@/ui/use-action";
import { CHANNELS } from "./notice-search";
import { accountsQuery, sendTest, type Kind, type OuterChannel, type Tested } from "./queries";

interface TestDialogProps {
  kind: Kind;
  language: Language;
  onClose: () => void;
}

/** Send a notice with an invented charge to oneself, now, by one channel. */
export function TestDialog({ kind, language, onClose }: TestDialogProps) {
  const { t } = useTranslation();
  const accounts = useQuery(accountsQuery).data;
  const open = CHANNELS.filter((channel) =>
    accounts?.some((each) => each.channel === channel && each.is_active),
  );
  const testing = useAction<FormData, Tested>({
    send: (values) => sendTest(kind, values.get("channel") as OuterChannel, language),
    onDone: ({ outcome, to_hint, error }) => {
      onClose();
      if (outcome === "accepted") showToast("done", t("notice_test.sent", { to: to_hint ?? "" }));
      else showToast("failed", [t(`notice_outcome.${outcome}`), error].filter(Boolean).join(": "));
    },
  });
  return (
    <ActionDialog
      title={t("notice_test.title")}
      description={t("notice_test.hint")}
      order={t("notice_test.order")}
      ready={open.length > 0}
      action={testing}
      onClose={onClose}
    >
      {accounts !== undefined && open.length === 0 ? (
        <Notice
          icon="send"
          title={t("notice_test.no_channel")}
          action={
            <Link
              to="/notice-settings"
              search={{ tab: "channels" }}
              className="underline underline-offset-4"
            >
              {t("notice_test.connect")}
            </Link>
          }
        />
      ) : (
        <SelectField name="channel" label={t("notice_log.channel")} required>
          {open.map((channel) => (
            <option key={channel} value={channel}>
              {t(`notice_channel.${channel}`)}
            </option>
          ))}
        </SelectField>
      )}
    </ActionDialog>
  );
}
