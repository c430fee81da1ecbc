import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/ui/field";
import type { Account, ProviderForm } from "./queries";

type Setting = ProviderForm["settings"][number];

interface AccountFieldsProps {
  settings: readonly Setting[];
  /** What is stored; secrets are never shown. */
  account: Account | undefined;
}

/** What an account with a provider needs to be told. */
export function AccountFields({ settings, account }: AccountFieldsProps) {
  return settings.map((setting) => (
    <SettingField key={setting.name} setting={setting} account={account} />
  ));
}

function SettingField({ setting, account }: { setting: Setting; account: Account | undefined }) {
  const { t } = useTranslation();
  const { name, is_secret, is_required, choices } = setting;
  const isKept = is_secret && (account?.secret_names.includes(name) ?? false);
  const label = t(`channel_setting.${name}` as ParseKeys, { defaultValue: name });
  const hint = isKept
    ? t("notice_connect.kept")
    : t(`channel_setting_hint.${name}` as ParseKeys, { defaultValue: "" }) || undefined;
  const fieldName = `${is_secret ? "secrets" : "settings"}.${name}`;
  if (choices.length > 0) {
    return (
      <SelectField
        name={fieldName}
        label={label}
        hint={hint}
        defaultValue={account?.settings[name] ?? choices[0]}
      >
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      name={fieldName}
      label={label}
      hint={hint}
      type={is_secret ? "password" : "text"}
      defaultValue={is_secret ? undefined : account?.settings[name]}
      required={is_required && !isKept}
      autoComplete={is_secret ? "new-password" : "off"}
      spellCheck={false}
    />
  );
}
