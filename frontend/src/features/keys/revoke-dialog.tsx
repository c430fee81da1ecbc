import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { useAction } from "@/ui/use-action";
import { KEYS_CHANGED, revokeKey, type ApiKey } from "./queries";

/** End a key at once. */
export function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const { name } = apiKey;
  const revocation = useAction<FormData, void>({
    send: () => revokeKey(apiKey),
    refreshes: KEYS_CHANGED,
    done: () => t("key_revoke.done", { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("key_revoke.ask", { name })}
      description={t("key_revoke.hint")}
      order={t("key_revoke.order")}
      tone="danger"
      action={revocation}
      onClose={onClose}
    />
  );
}
