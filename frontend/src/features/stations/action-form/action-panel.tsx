import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { useMay } from "@/features/accounts/permissions";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Segments } from "@/ui/segments";
import { Loading, Skeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/field";
import { boardQuery } from "@/features/board/board";
import { commandFailure } from "../commands";
import {
  actionSchemaQuery,
  commandsQuery,
  sendAction,
  type GivenCommand,
  type RawAnswer,
} from "../command-history";
import type { Station } from "../queries";
import { shapeOfAction, type Shape } from "./action-schema";
import { ActionPicker } from "./action-picker";
import { AnswerView } from "./answer-view";
import { CommandList } from "./command-list";
import { draftOf, payloadOf, type Draft, type Faults } from "./draft";
import { firstDraft, type StationContext } from "./first-draft";
import { ObjectFields } from "./part-fields";

interface ActionPanelProps {
  station: Station;
  action: string | undefined;
  onChoose: (action: string) => void;
}

/** Say anything that the station's version of OCPP knows: form, answer and history side by side. */
export function ActionPanel({ station, action, onChoose }: ActionPanelProps) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const [repeated, setRepeated] = useState<GivenCommand | null>(null);
  const version = station.ocpp_version;
  if (version === null) {
    return (
      <Notice icon="plug" title={t("action_form.no_version")}>
        {t("action_form.no_version_hint")}
      </Notice>
    );
  }
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
      {mayCommand && (
        <section className="grid gap-6">
          <ActionPicker
            version={version}
            action={action}
            onChoose={(next) => {
              setRepeated(null);
              onChoose(next);
            }}
          />
          {action !== undefined && (
            <ActionForm
              key={`${action} ${repeated?.id}`}
              station={station}
              version={version}
              action={action}
              repeated={repeated}
            />
          )}
        </section>
      )}
      <section className="min-w-0">
        <h2 className="mb-4 font-semibold">{t("commands.title")}</h2>
        <CommandList
          station={station}
          onRepeat={(command, name) => {
            setRepeated(command);
            onChoose(name);
          }}
        />
      </section>
    </div>
  );
}

interface ActionFormProps {
  station: Station;
  version: string;
  action: string;
  repeated: GivenCommand | null;
}

function ActionForm({ station, version, action, repeated }: ActionFormProps) {
  const schema = useQuery(actionSchemaQuery(version, action));
  const board = useQuery(boardQuery);
  if (schema.data === undefined || board.data === undefined) {
    return (
      <Awaiting query={schema}>
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      </Awaiting>
    );
  }
  const [first] = board.data
    .filter((row) => row.station_id === station.id)
    .toSorted((a, b) => Number(b.session !== null) - Number(a.session !== null));
  const context: StationContext = {
    evse: first?.evse ?? null,
    connector: first?.connector ?? null,
    transactionId: first?.session?.external_id ?? null,
    now: new Date(),
  };
  return (
    <PayloadForm
      station={station}
      action={action}
      shape={shapeOfAction(schema.data)}
      context={context}
      payload={repeated?.payload.payload}
    />
  );
}

interface PayloadFormProps {
  station: Station;
  action: string;
  shape: Shape;
  context: StationContext;
  /** What was sent before, to be sent again. */
  payload: unknown;
}

const NO_FAULTS: Faults = new Map();

function PayloadForm({ station, action, shape, context, payload }: PayloadFormProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>(
    () => (payload === undefined ? firstDraft(shape, context) : draftOf(payload)) ?? {},
  );
  const [json, setJson] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [showsFaults, setShowsFaults] = useState(false);
  const read = useMemo(() => payloadOf(shape, draft), [shape, draft]);

  const command = useMutation({
    mutationFn: (body: Record<string, unknown>): Promise<RawAnswer> =>
      sendAction(
        { stationId: station.id, tenantId: station.tenant_id },
        action,
        body,
        reason.trim() || null,
      ),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: commandsQuery(station.id).queryKey }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = json === null ? read.payload : parsed(json);
    setShowsFaults(true);
    if (body === null || (json === null && read.faults.size > 0)) return;
    command.mutate(body as Record<string, unknown>);
  }

  function show(view: "form" | "json") {
    if (view === "json") return setJson(JSON.stringify(read.payload, null, 2));
    const body = parsed(json ?? "");
    if (body !== null) setDraft(draftOf(body));
    setJson(null);
  }

  const jsonError = json !== null && parsed(json) === null && t("action_form.fault.json");
  return (
    <form onSubmit={submit} className="grid gap-6" noValidate>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">{action}</h2>
        <Segments
          label={t("action_form.view")}
          value={json === null ? "form" : "json"}
          options={[
            ["form", t("action_form.as_form")],
            ["json", "JSON"],
          ]}
          onChoose={show}
        />
      </div>
      {json !== null ? (
        <JsonField value={json} error={jsonError || undefined} onChange={setJson} />
      ) : shape.kind === "object" && shape.fields.length === 0 ? (
        <p className="text-sm text-muted">{t("action_form.no_fields")}</p>
      ) : (
        <ObjectFields
          shape={shape}
          draft={draft}
          path=""
          faults={showsFaults ? read.faults : NO_FAULTS}
          context={context}
          onChange={setDraft}
        />
      )}
      <TextField
        label={t("order.reason")}
        placeholder={t("order.reason_example")}
        value={reason}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" tone="primary" busy={command.isPending}>
          {t("action_form.send")}
        </Button>
        <p role="status" className="text-sm text-muted">
          {command.isPending
            ? t("command.waiting")
            : showsFaults && json === null && read.faults.size > 0
              ? t("action_form.faults", { count: read.faults.size })
              : null}
        </p>
      </div>
      {command.isError && <Refusal error={command.error} />}
      {command.data && <AnswerView answer={command.data} />}
    </form>
  );
}

/** Why it was not sent, or not answered; what breaks the schema is named by its place. */
function Refusal({ error }: { error: Error }) {
  const { t } = useTranslation();
  const fields = error instanceof ApiProblem ? error.fields : [];
  return (
    <div role="alert" className="rounded-md bg-danger-wash px-4 py-3 text-sm text-danger">
      <p>{commandFailure(error, t)}</p>
      {fields.map(({ field, message }) => (
        <p key={field}>
          <code>{field}</code>: {message}
        </p>
      ))}
    </div>
  );
}

interface JsonFieldProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function JsonField({ value, error, onChange }: JsonFieldProps) {
  const { t } = useTranslation();
  return (
    <div>
      <textarea
        aria-label={t("action_form.payload")}
        aria-invalid={error !== undefined || undefined}
        rows={Math.min(24, Math.max(6, value.split("\n").length + 1))}
        spellCheck={false}
        className="w-full rounded-md border border-line-strong/70 bg-surface p-3 font-mono text-[0.8125rem] leading-5 aria-invalid:border-danger"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {error !== undefined && <p className="text-[0.8125rem] text-danger">{error}</p>}
    </div>
  );
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
