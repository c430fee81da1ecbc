import { useTranslation } from "react-i18next";
import { Dialog } from "@/ui/dialog";
import type { Webhook } from "./queries";
import { Trial } from "./trial";

/** Send a message now, over the page. */
export function TestDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("webhook_test.title")} description={t("webhook_test.hint")} onClose={onClose}>
      <Trial webhook={webhook} />
    </Dialog>
  );
}
