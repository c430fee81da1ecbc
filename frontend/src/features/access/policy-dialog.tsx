import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { savePolicy, type Place, type Policy, type PolicyBody } from "./queries";

const ADMITTED = ["anyone", "registered", "residents", "groups"] as const;
const CONCURRENT = ["allowed", "one_per_token", "one_per_group"] as const;
const OFFLINE = ["nobody", "listed", "known", "anyone"] as const;
const REFUSED = ["tell", "stop"] as const;
const YES_NO = ["yes", "no"] as const;

interface PolicyDialogProps {
  place: Place;
  policy: Policy;
  onClose: () => void;
}

/** Say who may charge at a place; what is left open is as above it. */
export function PolicyDialog({ place, policy, onClose }: PolicyDialogProps) {
  const { t } = useTranslation();
  const { own, inherited } = policy;
  const [admitted, setAdmitted] = useState<string>(own.admitted ?? "");
  const saving = useAction<FormData, Policy>({
    send: (values) => savePolicy(place, bodyFrom(values, own)),
    refreshes: [[place.kind, place.id], ["station"]],
    done: () => t("access.saved"),
    onDone: onClose,
  });
  const [window] = own.hours ?? [];
  const choice = <Value extends string>(
    name: string,
    label: string,
    values: readonly Value[],
    word: (value: Value) => string,
    chosen: string | null,
    above: string,
  ) => (
    <SelectField name={name} label={label} defaultValue={chosen ?? ""}>
      <option value="">{t("access.as_above", { word: above })}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {word(value)}
        </option>
      ))}
    </SelectField>
  );
  const flag = (on: boolean | null) => (on === null ? null : on ? "yes" : "no");
  const yesNo = (value: "yes" | "no") => t(`access.${value}`);
  return (
    <ActionDialog
      title={t("access.title")}
      description={t("access.hint")}
      order={t("action.save")}
      action={saving}
      onClose={onClose}
    >
      <SelectField
        name="admitted"
        label={t("access.admitted")}
        value={admitted}
        onChange={({ target }) => setAdmitted(target.value)}
      >
        <option value="">
          {t("access.as_above", {
            word: t(`access_admitted.${inherited.admitted ?? "registered"}`),
          })}
        </option>
        {ADMITTED.map((value) => (
          <option key={value} value={value}>
            {t(`access_admitted.${value}`)}
          </option>
        ))}
      </SelectField>
      {admitted === "groups" && (
        <TextField
          name="groups"
          label={t("access.groups")}
          hint={t("access.groups_hint")}
          defaultValue={(own.groups ?? []).join(", ")}
          required
          maxLength={1000}
          autoComplete="off"
        />
      )}
      <div className="grid grid-cols-2 gap-4">
        <TextField
          name="from_time"
          type="time"
          label={t("access.from_time")}
          defaultValue={window?.from_time.slice(0, 5) ?? ""}
        />
        <TextField
          name="to_time"
          type="time"
          label={t("access.to_time")}
          defaultValue={window?.to_time.slice(0, 5) ?? ""}
        />
      </div>
      {choice(
        "concurrent_use",
        t("access.concurrent_use"),
        CONCURRENT,
        (value) => t(`access_concurrent.${value}`),
        own.concurrent_use,
        t(`access_concurrent.${inherited.concurrent_use ?? "allowed"}`),
      )}
      <TextField
        name="master_group"
        label={t("access.master_group")}
        hint={t("access.master_group_hint")}
        defaultValue={own.master_group ?? ""}
        maxLength={36}
        autoComplete="off"
      />
      {choice(
        "offline",
        t("access.offline"),
        OFFLINE,
        (value) => t(`access_offline.${value}`),
        own.offline,
        inherited.offline ? t(`access_offline.${inherited.offline}`) : t("access.as_made"),
      )}
      {choice(
        "keeps_list",
        t("access.keeps_list"),
        YES_NO,
        yesNo,
        flag(own.keeps_list),
        yesNo(inherited.keeps_list ? "yes" : "no"),
      )}
      {choice(
        "refused_charge",
        t("access.refused_charge"),
        REFUSED,
        (value) => t(`access_refused.${value}`),
        own.refused_charge,
        inherited.refused_charge
          ? t(`access_refused.${inherited.refused_charge}`)
          : t("access.as_made"),
      )}
      {choice(
        "remote_asks",
        t("access.remote_asks"),
        YES_NO,
        yesNo,
        flag(own.remote_asks),
        inherited.remote_asks === null
          ? t("access.as_made")
          : yesNo(inherited.remote_asks ? "yes" : "no"),
      )}
    </ActionDialog>
  );
}

/** What the form says; what it does not show stays as it was. */
function bodyFrom(values: FormData, own: Policy["own"]): PolicyBody {
  const chosen = <Value extends string>(name: string, known: readonly Value[]) =>
    known.find((value) => value === textOf(values, name)) ?? null;
  const flag = (name: string) => {
    const said = chosen(name, YES_NO);
    return said === null ? null : said === "yes";
  };
  const groups = textOf(values, "groups")
    ?.split(",")
    .map((group) => group.trim())
    .filter(Boolean);
  const from_time = textOf(values, "from_time");
  const to_time = textOf(values, "to_time");
  const [first, ...more] = own.hours ?? [];
  const hours =
    from_time === null && to_time === null
      ? null
      : [
          {
            weekdays: first?.weekdays ?? [1, 2, 3, 4, 5, 6, 7],
            from_time: from_time ?? "00:00",
            to_time: to_time ?? "00:00",
          },
          ...more,
        ];
  return {
    admitted: chosen("admitted", ADMITTED),
    groups: groups ?? null,
    blocked_units: own.blocked_units,
    hours,
    connectors: own.connectors,
    concurrent_use: chosen("concurrent_use", CONCURRENT),
    master_group: textOf(values, "master_group"),
    keeps_list: flag("keeps_list"),
    offline: chosen("offline", OFFLINE),
    refused_charge: chosen("refused_charge", REFUSED),
    clears_cache: own.clears_cache,
    remote_asks: flag("remote_asks"),
  };
}
