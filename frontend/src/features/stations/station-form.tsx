import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField, TextField } from "@/ui/field";
import { useAction } from "@/ui/use-action";
import { textOf } from "@/ui/form-text";
import type { Station } from "./queries";
import { SiteField, useOwner } from "./site-field";
import { createStation, editStation, generatePassword, STATIONS_CHANGED } from "./station-edits";

const PROFILES = [0, 1, 2, 3] as const;
/** The profiles whose stations say a password. */
const WITH_CERTIFICATE = 3;
const WITH_PASSWORD: readonly number[] = [1, 2];
const REGISTRATIONS = ["accepted", "pending", "rejected"] as const;

interface Saved {
  station: Station;
  /** One that was just made: it is shown now and never again. */
  password: string | null;
}

interface StationFormProps {
  /** Left out it is a new one. */
  station?: Station;
  onSaved: (saved: Saved) => void;
  onClose: () => void;
}

/** Register a station, or change what people decide about it. */
export function StationForm({ station, onSaved, onClose }: StationFormProps) {
  const { t } = useTranslation();
  const ownerOf = useOwner();
  const [profile, setProfile] = useState(station?.security_profile ?? 1);

  async function send(values: FormData, key: string): Promise<Saved> {
    const needsPassword = WITH_PASSWORD.includes(profile) && !station?.has_password;
    const password = needsPassword ? generatePassword() : null;
    const siteId = textOf(values, "site_id");
    const subject = textOf(values, "certificate_subject");
    const body = {
      name: textOf(values, "name") ?? "",
      ocpp_identity: textOf(values, "ocpp_identity") ?? "",
      site_id: siteId,
      bay: textOf(values, "bay"),
      price_group: textOf(values, "price_group"),
      security_profile: profile,
      certificate_subject:
        profile === WITH_CERTIFICATE ? subject : (station?.certificate_subject ?? null),
      ...(password !== null && { password }),
    };
    const registration = textOf(values, "registration") as Station["registration"] | null;
    const saved = station
      ? await editStation(station, { ...body, ...(registration && { registration }) })
      : await createStation(ownerOf(siteId), body, key);
    return { station: saved, password };
  }

  const save = useAction<FormData, Saved>({
    send,
    refreshes: STATIONS_CHANGED,
    onDone: onSaved,
  });
  return (
    <ActionDialog
      title={t(station ? "station_form.edit_title" : "station_form.new_title")}
      description={station ? undefined : t("station_form.new_hint")}
      order={t(station ? "action.save" : "station_form.create")}
      action={save}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("station_form.name")}
        placeholder={t("station_form.name_example")}
        defaultValue={station?.name}
        required
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        name="ocpp_identity"
        label={t("station_form.identity")}
        hint={t("station_form.identity_hint")}
        placeholder="CP-0001"
        defaultValue={station?.ocpp_identity}
        required
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
      />
      <div className="grid grid-cols-[2fr_1fr] gap-4">
        <SiteField siteId={station?.site_id} />
        <TextField
          name="bay"
          label={t("station_form.bay")}
          placeholder="G1-12"
          defaultValue={station?.bay ?? ""}
          maxLength={50}
          autoComplete="off"
        />
      </div>
      <SelectField
        name="security_profile"
        label={t("station_form.profile")}
        value={String(profile)}
        onChange={(event) => setProfile(Number(event.target.value))}
      >
        {PROFILES.map((each) => (
          <option key={each} value={each}>
            {t(`security_profile.${each}`)}
          </option>
        ))}
      </SelectField>
      {profile === WITH_CERTIFICATE && (
        <TextField
          name="certificate_subject"
          label={t("station_form.certificate_subject")}
          hint={t("station_form.certificate_subject_hint")}
          defaultValue={station?.certificate_subject ?? ""}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {station && (
        <SelectField
          name="registration"
          label={t("station.registration")}
          defaultValue={station.registration}
        >
          {REGISTRATIONS.map((each) => (
            <option key={each} value={each}>
              {t(`registration.${each}`)}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        name="price_group"
        label={t("station_form.price_group")}
        hint={t("station_form.price_group_hint")}
        defaultValue={station?.price_group ?? ""}
        maxLength={100}
        autoComplete="off"
      />
    </ActionDialog>
  );
}
