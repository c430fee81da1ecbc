import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { useAction } from "@/ui/use-action";
import { StoryView } from "./story-view";
import { testWebhook, type DeliveryStory, type Webhook } from "./queries";
import { tellsOutcome } from "./outcome";

/** Send a message that says nothing, now, and show what came of it. */
export function Trial({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const trial = useAction<void, DeliveryStory>({
    send: () => testWebhook(webhook),
    refreshes: [["webhooks"]],
    tellFailure: true,
  });
  return (
    <div className="grid justify-items-start gap-4">
      <Button icon="send" busy={trial.isPending} onClick={() => trial.mutate()}>
        {t(trial.data ? "webhook_test.again" : "webhook_test.order")}
      </Button>
      <div role="status" className="w-full min-w-0 text-sm">
        {trial.isPending ? (
          <p className="text-muted">{t("webhook_test.waiting")}</p>
        ) : (
          trial.data && (
            <>
              <p className="mb-3 font-medium">{tellsOutcome(trial.data, t)}</p>
              <StoryView story={trial.data} />
            </>
          )
        )}
      </div>
    </div>
  );
}
