import { useMutation, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { FailureNotice, Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { commandFailure } from "./commands";
import { byVariable, unheardOf, wantedVariablesQuery, type Desire } from "./desires";
import type { Station } from "./queries";
import { RebootBar } from "./reboot-bar";
import { ApplyTemplateDialog } from "./templates/apply-template-dialog";
import { VariableDialog } from "./variable-dialog";
import { VariableLine } from "./variable-line";
import {
  isReadOnly,
  keyOf,
  placeOfVariable,
  readVariables,
  variablesQuery,
  type Variable,
} from "./variables";

const VIEWS = ["all", "wanted", "differs", "writable"] as const;
type View = (typeof VIEWS)[number];

/** A variable beside what is wanted of it. */
/** A station of OCPP 2.x reports in many messages after its answer, and no live event tells of them. */
const REPORTS_TAKE_MS = 30_000;
const LOOK_AGAIN_MS = 2_000;

interface Row {
  variable: Variable;
  desire: Desire | undefined;
}

/** What a station is set to, as it last said so, beside what it is wanted to be. */
export function VariablesPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const [askedAt, setAskedAt] = useState(0);
  const variables = useQuery({
    ...variablesQuery(station.id),
    refetchInterval: () => Date.now() - askedAt < REPORTS_TAKE_MS && LOOK_AGAIN_MS,
  });
  const wanted = useQuery(wantedVariablesQuery(station.id));
  const [typed, setTyped] = useState("");
  const [view, setView] = useState<View>("all");
  const [editing, setEditing] = useState<Row | null>(null);
  const [isApplying, setApplying] = useState(false);
  const mayCommand = useMay("command:stations");
  const words = useDeferredValue(typed).trim().toLowerCase();
  const failed = [variables, wanted].find((query) => query.isError);
  const rows =
    variables.data && wanted.data
      ? rowsOf(variables.data, wanted.data).filter(
          (row) => isShown(row, view) && text(row).includes(words),
        )
      : undefined;
  return (
    <>
      <RebootBar station={station} desires={wanted.data ?? []} />
      <div className="mb-4 grid items-end gap-3 sm:grid-cols-[minmax(0,20rem)_12rem] lg:grid-cols-[20rem_12rem_1fr]">
        <TextField
          type="search"
          label={t("variables.find")}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <SelectField
          label={t("variables.show")}
          value={view}
          onChange={({ target }) => setView(target.value as View)}
        >
          {VIEWS.map((each) => (
            <option key={each} value={each}>
              {t(`variables.view.${each}`)}
            </option>
          ))}
        </SelectField>
        {mayCommand && (
          <div className="flex flex-wrap gap-2 sm:col-span-2 lg:col-span-1 lg:justify-end">
            <Button icon="copy" onClick={() => setApplying(true)}>
              {t("variable_template.apply")}
            </Button>
            <ReadAllButton station={station} onAnswer={() => setAskedAt(Date.now())} />
          </div>
        )}
      </div>
      {rows === undefined ? (
        failed ? (
          <FailureNotice error={failed.error} onRetry={() => void failed.refetch()} />
        ) : (
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        )
      ) : rows.length === 0 ? (
        <NothingNotice isNarrowed={words !== "" || view !== "all"} />
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {rows.map((row) => (
            <VariableLine
              key={row.variable.id}
              {...row}
              onEdit={mayCommand ? () => setEditing(row) : undefined}
            />
          ))}
        </ul>
      )}
      {editing && (
        <VariableDialog station={station} {...editing} onClose={() => setEditing(null)} />
      )}
      {isApplying && <ApplyTemplateDialog station={station} onClose={() => setApplying(false)} />}
    </>
  );
}

function NothingNotice({ isNarrowed }: { isNarrowed: boolean }) {
  const { t } = useTranslation();
  return (
    <Notice icon="search" title={t(isNarrowed ? "variables.none_match" : "variables.empty")}>
      {!isNarrowed && t("variables.empty_hint")}
    </Notice>
  );
}

function ReadAllButton({ station, onAnswer }: { station: Station; onAnswer: () => void }) {
  const { t } = useTranslation();
  const reading = useMutation({
    mutationFn: () => readVariables({ stationId: station.id, tenantId: station.tenant_id }),
    onSuccess: () => {
      showToast("done", t("variables.read_done"));
      onAnswer();
    },
    onError: (error) => showToast("failed", commandFailure(error, t)),
  });
  return (
    <Button icon="refresh" busy={reading.isPending} onClick={() => reading.mutate()}>
      {t("variables.read_all")}
    </Button>
  );
}

/** What the station told, and at the end what is wanted and it never told of. */
function rowsOf(variables: readonly Variable[], desires: readonly Desire[]): Row[] {
  const wanted = byVariable(desires);
  const told = new Set(variables.map(keyOf));
  return [
    ...variables.map((variable) => ({ variable, desire: wanted.get(keyOf(variable)) })),
    ...[...wanted]
      .filter(([key]) => !told.has(key))
      .map(([, desire]) => ({ variable: unheardOf(desire), desire })),
  ];
}

function isShown({ variable, desire }: Row, view: View): boolean {
  switch (view) {
    case "all":
      return true;
    case "wanted":
      return desire !== undefined;
    case "differs":
      return desire !== undefined && desire.state !== "applied";
    case "writable":
      return !isReadOnly(variable);
  }
}

function text({ variable }: Row): string {
  const { value, instance } = variable;
  return [placeOfVariable(variable), variable.variable, instance, value].join(" ").toLowerCase();
}
