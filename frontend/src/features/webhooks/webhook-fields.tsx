import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";
import type { Webhook } from "./queries";

const URL_LENGTH_MAX = 2_000;
const DESCRIPTION_LENGTH_MAX = 200;

/** Where events go, and what people call it. */
export function WebhookFields({ webhook }: { webhook?: Webhook }) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        name="url"
        type="url"
        inputMode="url"
        label={t("webhook_form.url")}
        hint={t("webhook_form.url_hint")}
        placeholder="https://exemplo.com.br/sigec"
        defaultValue={webhook?.url}
        maxLength={URL_LENGTH_MAX}
        required
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        name="description"
        label={t("webhook_form.description")}
        hint={t("webhook_form.description_hint")}
        placeholder={t("webhook_form.description_example")}
        defaultValue={webhook?.description}
        maxLength={DESCRIPTION_LENGTH_MAX}
        autoComplete="off"
      />
    </>
  );
}
