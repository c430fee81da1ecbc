import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Button } from "@/ui/button";
import { CheckField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { editKind, kindsQuery, type KindSettings } from "./queries";

/** As the platform has them. */
const DELAY_MAX_MIN = 1_440;
const THRESHOLD_MAX_W = 50_000;

/** Whether a kind is sent, after how long, and from which power on. */
export function ConditionsForm({ settings }: { settings: KindSettings }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:notices");
  const { kind, is_on, delay_min, threshold_w, hour } = settings;
  const saving = useAction<FormData, KindSettings>({
    send: (values) =>
      editKind(settings, {
        is_on: values.has("is_on"),
        ...(delay_min !== null && { delay_min: numberIn(values, "delay_min") }),
        ...(threshold_w !== null && { threshold_w: numberIn(values, "threshold_w") }),
        ...(hour !== null && { hour: numberIn(values, "hour") }),
      }),
    refreshes: [kindsQuery.queryKey],
    done: () => t("notice_when.saved"),
  });
  return (
    <Form failure={saving.error} onSubmit={(values) => saving.mutate(values)}>
      <fieldset disabled={!mayWrite} className="grid gap-4">
        <CheckField name="is_on" label={t("notice_when.is_on")} defaultChecked={is_on} />
        <div className="grid gap-4 sm:grid-cols-2">
          {delay_min !== null && (
            <TextField
              name="delay_min"
              type="number"
              min={0}
              max={DELAY_MAX_MIN}
              label={t("notice_when.delay")}
              hint={t("notice_when.delay_hint")}
              defaultValue={delay_min}
              required
            />
          )}
          {threshold_w !== null && (
            <TextField
              name="threshold_w"
              type="number"
              min={0}
              max={THRESHOLD_MAX_W}
              label={t("notice_when.threshold")}
              hint={t(
                kind === "charging_started"
                  ? "notice_when.threshold_above"
                  : "notice_when.threshold_below",
              )}
              defaultValue={threshold_w}
              required
            />
          )}
          {hour !== null && (
            <TextField
              name="hour"
              type="number"
              min={0}
              max={23}
              label={t("notice_when.hour")}
              defaultValue={hour}
              required
            />
          )}
        </div>
        {mayWrite && (
          <div>
            <Button type="submit" tone="primary" busy={saving.isPending}>
              {t("action.save")}
            </Button>
          </div>
        )}
      </fieldset>
    </Form>
  );
}

function numberIn(values: FormData, name: string): number {
  return Number(textOf(values, name));
}
