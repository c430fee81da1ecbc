import { useQuery } from "@tanstack/react-query";
import type { ParseKeys, TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";
import { FailureNotice } from "@/ui/notice";
import { versionName } from "../version-name";
import { actionsQuery } from "../command-history";

interface ActionPickerProps {
  version: string;
  action: string | undefined;
  onChoose: (action: string) => void;
}

/** Everything that a station of this version can be told, found by its name or its meaning. */
export function ActionPicker({ version, action, onChoose }: ActionPickerProps) {
  const { t } = useTranslation();
  const actions = useQuery(actionsQuery(version));
  const [typed, setTyped] = useState("");
  if (actions.isError && actions.data === undefined) {
    return <FailureNotice error={actions.error} onRetry={() => void actions.refetch()} />;
  }
  const words = typed.trim().toLowerCase();
  const found = (actions.data ?? []).filter((name) =>
    `${name} ${actionMeaning(name, t)}`.toLowerCase().includes(words),
  );
  return (
    <div className="grid gap-2">
      <TextField
        type="search"
        label={t("action_form.find", { version: versionName(version) })}
        placeholder={t("action_form.find_example")}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="max-h-72 overflow-y-auto rounded-md border border-line bg-surface">
        {found.map((name) => (
          <li key={name} className="border-b border-line last:border-0">
            <button
              type="button"
              aria-pressed={name === action}
              className="grid w-full px-3 py-2 text-left text-sm -outline-offset-2 hover:bg-sunken aria-pressed:bg-accent-wash"
              onClick={() => onChoose(name)}
            >
              <span className="font-medium">{actionMeaning(name, t)}</span>
              <span className="text-[0.8125rem] text-muted">{name}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && actions.data !== undefined && (
          <li className="px-3 py-4 text-sm text-muted">{t("action_form.none_found")}</li>
        )}
      </ul>
    </div>
  );
}

/** Return what an action does, in a few words. */
export function actionMeaning(action: string, t: TFunction): string {
  return t(`ocpp_action.${action}` as ParseKeys, { defaultValue: action });
}
