import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { SelectField } from "@/ui/field";
import { useAction } from "@/ui/use-action";
import { KeyOnce } from "./key-once";
import { KEYS_CHANGED, rotateKey, type ApiKey, type NewApiKey } from "./queries";

/** For how long both keys open: as long as it takes to change the other program. */
const OVERLAPS_H = [0, 1, 24, 168] as const;
const USUAL_H = 24;
const HOUR_S = 3_600;

/** Replace a key by a new one of the same rights; the old one is good a while longer. */
export function RotateDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewApiKey | null>(null);
  const rotation = useAction<FormData, NewApiKey>({
    send: (values, key) => rotateKey(apiKey, Number(values.get("overlap")) * HOUR_S, key),
    refreshes: KEYS_CHANGED,
    onDone: setMade,
  });
  if (made) {
    return (
      <Dialog title={t("key_rotate.made", { name: apiKey.name })} onClose={onClose}>
        <KeyOnce value={made.key} />
        <DialogActions>
          <Button tone="primary" onClick={onClose}>
            {t("key_rotate.kept")}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <ActionDialog
      title={t("key_rotate.ask", { name: apiKey.name })}
      description={t("key_rotate.hint")}
      order={t("key_rotate.order")}
      action={rotation}
      onClose={onClose}
    >
      <SelectField name="overlap" label={t("key_rotate.overlap")} defaultValue={USUAL_H}>
        {OVERLAPS_H.map((hours) => (
          <option key={hours} value={hours}>
            {t(`key_overlap.${hours}`)}
          </option>
        ))}
      </SelectField>
    </ActionDialog>
  );
}
