import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { CheckField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { dropDesire, retryDesire, wantedValue, wantVariable, type Desire } from "./desires";
import type { Station } from "./queries";
import { ValueField } from "./value-field";
import { placeOfVariable, type Variable } from "./variables";

interface VariableDialogProps {
  station: Station;
  variable: Variable;
  desire: Desire | undefined;
  onClose: () => void;
}

/** Say what a variable is to be from now on: it is set until the station reports it. */
export function VariableDialog({ station, variable, desire, onClose }: VariableDialogProps) {
  const { t } = useTranslation();
  const recipient = { stationId: station.id, tenantId: station.tenant_id };
  const refreshes = [["station", station.id]];
  const wanting = useAction<FormData, Desire>({
    send: (values) =>
      wantVariable(
        recipient,
        variable,
        String(values.get("value") ?? ""),
        textOf(values, "may_reboot") !== null,
      ),
    refreshes,
    done: () => t(station.online ? "desire.asked" : "desire.asked_later"),
    onDone: onClose,
  });
  const dropping = useAction({
    send: (id: string) => dropDesire(recipient, id),
    refreshes,
    done: () => t("desire.dropped"),
    onDone: onClose,
    tellFailure: true,
  });
  const retrying = useAction({
    send: (id: string) => retryDesire(recipient, id),
    refreshes,
    done: () => t("desire.asked"),
    onDone: onClose,
    tellFailure: true,
  });
  return (
    <ActionDialog
      title={variable.variable}
      description={placeOfVariable(variable) ?? undefined}
      order={t("desire.want")}
      action={wanting}
      onClose={onClose}
    >
      <ValueField variable={variable} wanted={desire && wantedValue(desire)} />
      <CheckField
        name="may_reboot"
        value="yes"
        label={t("desire.may_reboot")}
        hint={t("desire.may_reboot_hint")}
        defaultChecked={desire?.may_reboot ?? false}
      />
      <p className="text-sm text-muted">{t("desire.hint")}</p>
      {desire && (
        <div className="flex flex-wrap gap-2">
          {desire.state !== "applied" && (
            <Button
              small
              icon="refresh"
              busy={retrying.isPending}
              onClick={() => retrying.mutate(desire.id)}
            >
              {t("desire.retry")}
            </Button>
          )}
          {desire.template_id === null ? (
            <Button
              small
              icon="x"
              busy={dropping.isPending}
              onClick={() => dropping.mutate(desire.id)}
            >
              {t("desire.drop")}
            </Button>
          ) : (
            <p className="text-sm text-muted">{t("desire.from_template")}</p>
          )}
        </div>
      )}
    </ActionDialog>
  );
}
