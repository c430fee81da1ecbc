import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FailureNotice, Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { Loading, Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { CommandDialog } from "./command-dialog";
import { commandFailure } from "./commands";
import { textOf } from "@/ui/form-text";
import type { Station } from "./queries";
import { ReasonField } from "./reason-field";
import {
  isReadOnly,
  placeOfVariable,
  readVariables,
  setVariable,
  variablesQuery,
  type Variable,
} from "./variables";

/** What a station is set to, as it last said so; asked for and set from here. */
export function VariablesPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const variables = useQuery(variablesQuery(station.id));
  const [typed, setTyped] = useState("");
  const [editing, setEditing] = useState<Variable | null>(null);
  const mayCommand = useMay("command:stations");
  const words = useDeferredValue(typed).trim().toLowerCase();
  const found = variables.data?.filter((variable) => text(variable).includes(words));
  return (
    <>
      <div className="mb-4 grid items-end gap-3 sm:grid-cols-[20rem_auto_1fr]">
        <TextField
          type="search"
          label={t("variables.find")}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        {mayCommand && <ReadAllButton station={station} />}
      </div>
      {found === undefined ? (
        variables.isError ? (
          <FailureNotice error={variables.error} onRetry={() => void variables.refetch()} />
        ) : (
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        )
      ) : found.length === 0 ? (
        <Notice icon="search" title={t(words === "" ? "variables.empty" : "variables.none_match")}>
          {words === "" && t("variables.empty_hint")}
        </Notice>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {found.map((variable) => (
            <VariableLine
              key={variable.id}
              variable={variable}
              onEdit={mayCommand ? () => setEditing(variable) : undefined}
            />
          ))}
        </ul>
      )}
      {editing && (
        <SetDialog station={station} variable={editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function ReadAllButton({ station }: { station: Station }) {
  const { t } = useTranslation();
  const reading = useMutation({
    mutationFn: () => readVariables({ stationId: station.id, tenantId: station.tenant_id }),
    onSuccess: () => showToast("done", t("variables.read_done")),
    onError: (error) => showToast("failed", commandFailure(error, t)),
  });
  return (
    <Button icon="refresh" busy={reading.isPending} onClick={() => reading.mutate()}>
      {t("variables.read_all")}
    </Button>
  );
}

interface VariableLineProps {
  variable: Variable;
  onEdit: (() => void) | undefined;
}

function VariableLine({ variable, onEdit }: VariableLineProps) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const { instance, attribute, value, reported_at } = variable;
  const place = placeOfVariable(variable);
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_8rem_6rem] sm:items-center">
      <p className="min-w-0 break-words">
        <span className="font-medium">
          {variable.variable}
          {instance !== null && `[${instance}]`}
        </span>
        {attribute !== "Actual" && ` (${attribute})`}
        {place !== null && <span className="block text-[0.8125rem] text-muted">{place}</span>}
      </p>
      <p className="min-w-0 font-mono text-[0.8125rem] break-words">
        {value ?? <span className="font-sans text-muted">{t("variables.hidden")}</span>}
      </p>
      <time dateTime={reported_at} className="text-[0.8125rem] text-muted">
        {ago(reported_at, now)}
      </time>
      <div className="sm:text-right">
        {isReadOnly(variable) ? (
          <span className="text-[0.8125rem] text-muted">{t("variables.read_only")}</span>
        ) : (
          onEdit && (
            <Button
              small
              aria-label={t("variables.change_named", { name: variable.variable })}
              onClick={onEdit}
            >
              {t("variables.change")}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

interface SetDialogProps {
  station: Station;
  variable: Variable;
  onClose: () => void;
}

function SetDialog({ station, variable, onClose }: SetDialogProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();

  async function send(values: FormData): Promise<string> {
    const recipient = { stationId: station.id, tenantId: station.tenant_id };
    const value = String(values.get("value") ?? "");
    const { status } = await setVariable(recipient, variable, value, textOf(values, "reason"));
    // The station's own word on what it is set to now.
    await readVariables(recipient, variable).catch(() => undefined);
    await queryClient.invalidateQueries({ queryKey: variablesQuery(station.id).queryKey });
    return t(status === "reboot_required" ? "variables.reboot_required" : "variables.set_done");
  }

  return (
    <CommandDialog
      title={variable.variable}
      description={placeOfVariable(variable) ?? undefined}
      order={t("variables.set")}
      done={t("variables.set_done")}
      send={send}
      onClose={onClose}
    >
      <TextField
        name="value"
        label={t("variables.value")}
        defaultValue={variable.value ?? ""}
        maxLength={2_500}
        autoComplete="off"
        spellCheck={false}
      />
      <ReasonField />
    </CommandDialog>
  );
}

function text(variable: Variable): string {
  const { value, instance } = variable;
  return [placeOfVariable(variable), variable.variable, instance, value].join(" ").toLowerCase();
}
