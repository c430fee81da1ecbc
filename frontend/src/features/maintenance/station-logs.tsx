import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import type { Station } from "@/features/stations/queries";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { saveFile } from "@/ui/save-file";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { FileSize } from "./file-size";
import { LogMark } from "./marks";
import { askLog, fetchLog, logsQuery, type LogKind, type StationLog } from "./queries";

const KINDS: readonly LogKind[] = ["diagnostics", "security", "data_collector"];

/** The logs that a station was asked for, and those that it brought. */
export function StationLogs({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const [asks, setAsks] = useState(false);
  const logs = useQuery(logsQuery(station.id));
  const order = mayCommand && (
    <Button tone="primary" onClick={() => setAsks(true)}>
      {t("logs.ask")}
    </Button>
  );
  return (
    <Section title={t("logs.title")} actions={order} className="">
      {logs.data === undefined ? (
        <Awaiting query={logs}>
          <RowsSkeleton />
        </Awaiting>
      ) : logs.data.length === 0 ? (
        <Notice icon="audit" title={t("logs.none")}>
          {t("logs.none_hint")}
        </Notice>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {logs.data.map((log) => (
            <LogLine key={log.id} log={log} timeZone={station.timezone} />
          ))}
        </ol>
      )}
      {asks && <AskDialog station={station} onClose={() => setAsks(false)} />}
    </Section>
  );
}

function LogLine({ log, timeZone }: { log: StationLog; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const mayRead = useMay("read:id_tokens");
  const { status, reason, file_name: name, size_bytes: size } = log;
  const download = useAction({
    send: async () => saveFile(await fetchLog(log), name ?? `${log.kind}.log`),
    tellFailure: true,
  });
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-4 text-sm md:grid-cols-[11rem_1fr_auto]">
      <LogMark status={status} />
      <div className="min-w-0">
        <p className="font-medium">{t(`log_kind.${log.kind}`)}</p>
        <p className="mt-0.5 text-[0.8125rem] break-words text-muted tabular-nums">
          {dateTime(log.created_at, timeZone)}
          {name !== null && ` · ${name}`}
          {size !== null && (
            <>
              {" · "}
              <FileSize bytes={size} />
            </>
          )}
        </p>
        {reason !== null && <p className="mt-1 text-pretty">{t(`log_reason.${reason}`)}</p>}
      </div>
      {status === "received" && mayRead && (
        <Button small busy={download.isPending} onClick={() => download.mutate()}>
          {t("logs.download")}
        </Button>
      )}
    </li>
  );
}

function AskDialog({ station, onClose }: { station: Station; onClose: () => void }) {
  const { t } = useTranslation();
  const action = useAction<FormData>({
    send: (values, key) =>
      askLog(station.id, (textOf(values, "kind") ?? "diagnostics") as LogKind, key),
    refreshes: [["station", station.id]],
    done: () => t("logs.asked"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("logs.ask_title", { name: station.name })}
      description={t("logs.ask_hint")}
      order={t("logs.ask")}
      waiting={t("logs.waiting")}
      action={action}
      onClose={onClose}
    >
      <SelectField name="kind" label={t("logs.kind")}>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`log_kind.${kind}`)}
          </option>
        ))}
      </SelectField>
    </ActionDialog>
  );
}
