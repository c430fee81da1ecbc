import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { useNow } from "@/ui/now";
import { useAction } from "@/ui/use-action";
import { editWebhook, type ReadWebhook, type Webhook } from "./queries";
import { standingOf } from "./standing-of";

/** Why a program hears nothing, and what to do about it; nothing while all is well. */
export function Trouble({ read }: { read: ReadWebhook }) {
  const { t } = useTranslation();
  const { dateTime, preciseTime } = useFormats();
  const mayWrite = useMay("write:webhooks");
  const now = useNow();
  const standing = standingOf(read.webhook);
  const { failing_since, failures, blocked_until } = read.webhook;
  if (standing === "ok" || standing === "new") return null;
  const words = {
    since: failing_since === null ? "" : dateTime(failing_since),
    count: failures,
  };
  const isHeldBack = blocked_until !== null && Date.parse(blocked_until) > now;
  return (
    <div className="mb-6 flex max-w-3xl gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning">
      <Icon name={standing === "failing" ? "alert" : "pause"} />
      <div className="grid justify-items-start gap-2">
        <p className="font-medium">{t(`webhook_trouble.${standing}`, words)}</p>
        <p>
          {t(`webhook_remedy.${standing}`)}
          {standing === "failing" &&
            isHeldBack &&
            ` ${t("webhook_remedy.held_back", { when: preciseTime(blocked_until) })}`}
        </p>
        {mayWrite && read.webhook.state === "paused" && <Resume read={read} />}
      </div>
    </div>
  );
}

function Resume({ read }: { read: ReadWebhook }) {
  const { t } = useTranslation();
  const resuming = useAction<void, Webhook>({
    send: () => editWebhook(read, { state: "active" }),
    refreshes: [["webhooks"]],
    done: () => t("webhook_switch.resumed"),
    tellFailure: true,
  });
  return (
    <Button small icon="play" busy={resuming.isPending} onClick={() => resuming.mutate()}>
      {t("webhook_switch.resume")}
    </Button>
  );
}
