import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { CheckField, TextField } from "@/ui/field";
import { useAction } from "@/ui/use-action";
import { makeLink, type ProfileLink } from "./completeness-queries";
import type { Person } from "./queries";

interface LinkDialogProps {
  person: Person;
  canSend: boolean;
  onClose: () => void;
}

/** Ask somebody to fill in their own record: by e-mail, or by a link that one brings them. */
export function LinkDialog({ person, canSend, onClose }: LinkDialogProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const making = useAction<FormData, ProfileLink>({
    send: (values) => makeLink(person, values.has("send")),
  });
  if (making.data) {
    const { url, expires_at, is_sent } = making.data;
    return (
      <Dialog
        title={is_sent ? t("link.sent") : t("link.made")}
        description={is_sent ? t("link.sent_hint", { email: person.email }) : t("link.made_hint")}
        onClose={onClose}
      >
        <div className="flex items-end gap-1">
          <TextField
            label={t("link.address")}
            hint={t("link.until", { at: dateTime(expires_at) })}
            value={url}
            readOnly
            onFocus={({ target }) => target.select()}
            className="grow"
          />
          <span className="mb-6">
            <CopyButton text={url} />
          </span>
        </div>
        <DialogActions>
          <Button tone="primary" onClick={onClose}>
            {t("action.close")}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <ActionDialog
      title={t("link.ask", { name: person.name })}
      description={t("link.ask_hint")}
      order={t("link.make")}
      action={making}
      onClose={onClose}
    >
      {canSend && person.email !== null ? (
        <CheckField name="send" label={t("link.send", { email: person.email })} defaultChecked />
      ) : (
        <p className="text-sm text-muted">{canSend ? t("link.no_email") : t("link.no_server")}</p>
      )}
    </ActionDialog>
  );
}
