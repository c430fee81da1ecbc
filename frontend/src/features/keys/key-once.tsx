import { useTranslation } from "react-i18next";
import { SecretOnce } from "@/ui/secret-once";

/** A key that was just made, this once. */
export function KeyOnce({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <SecretOnce
      label={t("key_new.key")}
      value={value}
      warning={t("key_new.once")}
      hint={t("key_new.where")}
    />
  );
}
