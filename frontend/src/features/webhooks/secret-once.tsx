import { useTranslation } from "react-i18next";
import { CopyLine } from "@/ui/copy-line";
import { Icon } from "@/ui/icon";

/** A secret that was just made: it is shown now and never again. */
export function SecretOnce({ secret }: { secret: string }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3">
      <p className="flex gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning">
        <Icon name="key" />
        {t("webhook_secret.once")}
      </p>
      <CopyLine
        label={t("webhook_secret.label")}
        value={secret}
        hint={t("webhook_secret.what_for")}
      />
    </div>
  );
}
