import { useTranslation } from "react-i18next";
import { CONTROL, Labelled, SelectField, TextField, useField } from "@/ui/field";
import { BRASILIA, type Wire } from "./wire";

const ZONES = [
  "UTC",
  BRASILIA,
  "America/Manaus",
  "America/Cuiaba",
  "America/Rio_Branco",
  "America/Noronha",
] as const;
const PLATFORMS = ["API", "DASHBOARD"] as const;

interface HeadersFieldsProps {
  wire: Wire;
  /** Names of the headers that are stored, whose values nobody is shown. */
  storedNames?: readonly string[];
}

/** What is sent beside the token: accounts of different kinds want different ones. */
export function HeadersFields({ wire, storedNames = [] }: HeadersFieldsProps) {
  const { t } = useTranslation();
  const { headers, timezone } = wire;
  const zones = ZONES.some((zone) => zone === timezone) ? ZONES : [timezone, ...ZONES];
  return (
    // What a trial found replaces what was chosen.
    <div key={JSON.stringify(wire)} className="grid gap-4 sm:grid-cols-2">
      <SelectField
        name="auth_scheme"
        label={t("source_form.auth_scheme")}
        defaultValue={headers.auth_scheme}
      >
        <option value="raw">{t("source_form.scheme_raw")}</option>
        <option value="bearer">{t("source_form.scheme_bearer")}</option>
      </SelectField>
      <SelectField
        name="platform"
        label={t("source_form.platform")}
        defaultValue={headers.platform ?? ""}
      >
        <option value="">{t("source_form.not_sent")}</option>
        {PLATFORMS.map((platform) => (
          <option key={platform}>{platform}</option>
        ))}
      </SelectField>
      <TextField
        name="timezone_offset"
        label={t("source_form.timezone_offset")}
        placeholder={t("source_form.not_sent")}
        defaultValue={headers.timezone_offset ?? ""}
        maxLength={50}
        autoComplete="off"
      />
      <SelectField name="timezone" label={t("source_form.timezone")} defaultValue={timezone}>
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      <ExtraHeaders storedNames={storedNames} />
    </div>
  );
}

function ExtraHeaders({ storedNames }: { storedNames: readonly string[] }) {
  const { t } = useTranslation();
  const hint =
    storedNames.length > 0
      ? t("source_form.extra_kept", { names: storedNames.join(", ") })
      : t("source_form.extra_hint");
  const field = useField(undefined, hint, "extra_headers");
  return (
    <Labelled
      {...field}
      label={t("source_form.extra_headers")}
      hint={hint}
      className="sm:col-span-2"
    >
      <textarea
        name="extra_headers"
        rows={2}
        maxLength={5_000}
        spellCheck={false}
        className={`py-2 ${CONTROL}`}
        {...field.control}
      />
    </Labelled>
  );
}
