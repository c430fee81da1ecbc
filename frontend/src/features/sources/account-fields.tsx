import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SiteField } from "@/features/stations/site-field";
import { SelectField, TextField } from "@/ui/field";
import type { Source } from "./queries";

const PRODUCTION = "https://cs.intelbras-cve-pro.com.br";
const TEST = "https://cs-test.intelbras-cve-pro.com.br";
const OTHER = "other";

/** How an account of the cloud is reached and signed in to. Stored secrets are never shown. */
export function AccountFields({ source }: { source?: Source }) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        name="name"
        label={t("source_form.name")}
        placeholder={t("source_form.name_example")}
        defaultValue={source?.name}
        required
        maxLength={200}
        autoComplete="off"
      />
      <AddressField address={source?.base_url} />
      <SecretField name="api_key" isSet={source !== undefined} label={t("source_form.api_key")} />
      <SecretField
        name="email"
        isSet={source !== undefined}
        label={t("source_form.email")}
        kept={source && t("source_form.kept_email", { hint: source.account_hint })}
      />
      <SecretField
        name="password"
        type="password"
        isSet={source !== undefined}
        label={t("source_form.password")}
      />
      <SiteField {...(source && { siteId: source.site_id })} />
    </>
  );
}

/** The field `base_url`: one of the two addresses that there are, or another. */
function AddressField({ address }: { address: string | undefined }) {
  const { t } = useTranslation();
  const isKnown = address === undefined || address === PRODUCTION || address === TEST;
  const [choice, setChoice] = useState(isKnown ? (address ?? PRODUCTION) : OTHER);
  return (
    <>
      <SelectField
        name={choice === OTHER ? undefined : "base_url"}
        label={t("source_form.address")}
        value={choice}
        onChange={({ target }) => setChoice(target.value)}
      >
        <option value={PRODUCTION}>{t("source_form.production")}</option>
        <option value={TEST}>{t("source_form.test")}</option>
        <option value={OTHER}>{t("source_form.other")}</option>
      </SelectField>
      {choice === OTHER && (
        <TextField
          name="base_url"
          type="url"
          label={t("source_form.other_address")}
          defaultValue={isKnown ? "" : address}
          required
          maxLength={300}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </>
  );
}

interface SecretFieldProps {
  name: string;
  label: string;
  type?: string;
  isSet: boolean;
  kept?: string | undefined;
}

/** What can be typed and never read. */
function SecretField({ name, label, type, isSet, kept }: SecretFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      name={name}
      type={type}
      label={label}
      placeholder={isSet ? (kept ?? t("source_form.kept")) : undefined}
      required={!isSet}
      maxLength={500}
      // A browser's own password must not end up in another cloud.
      autoComplete={type === "password" ? "new-password" : "off"}
      spellCheck={false}
    />
  );
}
