import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import type { Site } from "./queries";
import { createSite, editSite, SITES_CHANGED } from "./site-edits";
import { ZONES } from "./zones";

interface SiteDialogProps {
  /** Left out it is a new one. */
  site?: Site;
  onSaved?: (site: Site) => void;
  onClose: () => void;
}

/** Where a site is, and in which zone its days are counted. */
export function SiteDialog({ site, onSaved, onClose }: SiteDialogProps) {
  const { t } = useTranslation();
  const saving = useAction<FormData, Site>({
    send: (values, key) => {
      const said = {
        name: textOf(values, "name") ?? "",
        timezone: textOf(values, "timezone") ?? ZONES[0],
        address: {
          street: textOf(values, "address.street"),
          district: textOf(values, "address.district"),
          city: textOf(values, "address.city"),
          state: textOf(values, "address.state"),
          postal_code: textOf(values, "address.postal_code"),
          country: site?.address.country ?? "BR",
        },
      };
      return site === undefined ? createSite(said, key) : editSite(site, said);
    },
    refreshes: SITES_CHANGED,
    done: ({ name }) => t("sites.saved", { name }),
    onDone: (saved) => {
      onClose();
      onSaved?.(saved);
    },
  });
  const address = site?.address;
  const zones =
    !site || ZONES.some((zone) => zone === site.timezone) ? ZONES : [site.timezone, ...ZONES];
  return (
    <ActionDialog
      title={site?.name ?? t("sites.new_title")}
      order={t(site ? "action.save" : "sites.create")}
      action={saving}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("sites.name")}
        placeholder={t("sites.name_example")}
        defaultValue={site?.name}
        required
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        name="address.street"
        label={t("sites.street")}
        defaultValue={address?.street ?? ""}
        maxLength={200}
        autoComplete="off"
      />
      <div className="grid grid-cols-2 gap-4">
        <TextField
          name="address.district"
          label={t("sites.district")}
          defaultValue={address?.district ?? ""}
          maxLength={100}
          autoComplete="off"
        />
        <TextField
          name="address.postal_code"
          label={t("sites.postal_code")}
          placeholder="01400-000"
          inputMode="numeric"
          defaultValue={address?.postal_code ?? ""}
          maxLength={20}
          autoComplete="off"
        />
        <TextField
          name="address.city"
          label={t("sites.city")}
          defaultValue={address?.city ?? ""}
          maxLength={100}
          autoComplete="off"
        />
        <TextField
          name="address.state"
          label={t("sites.state")}
          placeholder="SP"
          defaultValue={address?.state ?? ""}
          maxLength={50}
          autoComplete="off"
        />
      </div>
      <SelectField
        name="timezone"
        label={t("sites.timezone")}
        hint={t("sites.timezone_hint")}
        defaultValue={site?.timezone ?? ZONES[0]}
      >
        {zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
    </ActionDialog>
  );
}
