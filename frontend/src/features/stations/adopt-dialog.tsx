import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { CheckField, TextField } from "@/ui/field";
import { useAction } from "@/ui/use-action";
import { ConnectDialog } from "./connect-dialog";
import { textOf } from "@/ui/form-text";
import { adopt, type Handshake } from "./handshakes";
import type { Station } from "./queries";
import { SiteField, useOwner } from "./site-field";
import { generatePassword, STATIONS_CHANGED } from "./station-edits";

interface Adopted {
  station: Station;
  password: string | null;
}

interface AdoptDialogProps {
  handshake: Handshake;
  onClose: () => void;
}

/** Make a station of who knocked; then watch it come in. */
export function AdoptDialog({ handshake, onClose }: AdoptDialogProps) {
  const { t } = useTranslation();
  const ownerOf = useOwner();
  const adoption = useAction<FormData, Adopted>({
    send: async (values, key) => {
      const password = values.has("asks_password") ? generatePassword() : null;
      const [name, siteId] = [textOf(values, "name"), textOf(values, "site_id")];
      const body = {
        ...(name !== null && { name }),
        ...(siteId !== null && { site_id: siteId }),
        ...(password !== null && { password, security_profile: 1 }),
      };
      const owner = siteId === null ? handshake.tenant_id : ownerOf(siteId);
      return { station: await adopt(handshake.id, owner ?? ownerOf(null), body, key), password };
    },
    refreshes: STATIONS_CHANGED,
  });
  if (adoption.data) {
    const { station, password } = adoption.data;
    return (
      <ConnectDialog
        title={t("adopt.done", { name: station.name })}
        description={t(password === null ? "adopt.done_open" : "adopt.done_password")}
        station={station}
        password={password}
        onClose={onClose}
      />
    );
  }
  return (
    <ActionDialog
      title={t("adopt.title", { identity: handshake.identity })}
      description={t("adopt.hint")}
      order={t("refused.adopt")}
      action={adoption}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("station_form.name")}
        placeholder={handshake.identity}
        maxLength={200}
        autoComplete="off"
      />
      <SiteField />
      <CheckField
        name="asks_password"
        label={t("adopt.ask_password")}
        hint={t("adopt.ask_password_hint")}
      />
    </ActionDialog>
  );
}
