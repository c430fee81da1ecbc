import { useTranslation } from "react-i18next";
import { SecretOnce } from "@/ui/secret-once";

/** The secret of a webhook, this once. */
export function WebhookSecret({ secret }: { secret: string }) {
  const { t } = useTranslation();
  return (
    <SecretOnce
      label={t("webhook_secret.label")}
      value={secret}
      warning={t("webhook_secret.once")}
      hint={t("webhook_secret.what_for")}
    />
  );
}
