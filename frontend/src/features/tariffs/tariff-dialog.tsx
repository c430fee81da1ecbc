import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { AudienceFields } from "./audience-fields";
import { editTariff, TARIFFS_CHANGED, type Audience, type Tariff } from "./queries";

interface TariffDialogProps {
  tariff: Tariff;
  onClose: () => void;
}

/** A tariff's name, and where and for whom it is meant; its prices change from a day on only. */
export function TariffDialog({ tariff, onClose }: TariffDialogProps) {
  const { t } = useTranslation();
  const [audience, setAudience] = useState<Audience>(tariff);
  const saving = useAction<FormData, Tariff>({
    send: (values) =>
      editTariff(tariff, {
        name: textOf(values, "name") ?? "",
        site_id: audience.site_id,
        station_group: audience.station_group?.trim() || null,
        person_group: audience.person_group?.trim() || null,
      }),
    refreshes: TARIFFS_CHANGED,
    done: ({ name }) => t("tariff.saved", { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("tariff.edit_title")}
      description={t("tariff.edit_hint")}
      order={t("action.save")}
      action={saving}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("tariff.name")}
        defaultValue={tariff.name}
        maxLength={200}
        autoComplete="off"
        required
      />
      <AudienceFields audience={audience} onChange={setAudience} />
    </ActionDialog>
  );
}
