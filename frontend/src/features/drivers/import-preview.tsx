import type { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { StateMark, type Tone } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { failureWords } from "@/ui/failure-words";
import { TextField } from "@/ui/field";
import { FailureLine } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import type { IconName } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { Segments } from "@/ui/segments";
import { Table, type Column } from "@/ui/table";
import { COLUMNS, FATES, type Fate, type ImportView, type RowFate } from "./import-queries";

type Row = RowFate["row"];
type Act<Order> = Pick<
  ReturnType<typeof useMutation<ImportView, Error, Order>>,
  "error" | "isPending" | "mutate"
>;

const MARKS: Record<Fate, { tone: Tone; icon: IconName }> = {
  new: { tone: "available", icon: "plus" },
  changed: { tone: "in_use", icon: "edit" },
  unchanged: { tone: "offline", icon: "check" },
  refused: { tone: "faulted", icon: "x" },
};

interface ImportPreviewProps {
  seen: ImportView;
  looking: Act<Row[]>;
  importing: Act<ImportView>;
  onStartOver: () => void;
}

/** What becomes of each line, and the order to do it. */
export function ImportPreview({ seen, looking, importing, onStartOver }: ImportPreviewProps) {
  const { t } = useTranslation();
  const { counts, new_units, rows } = seen;
  const [shown, setShown] = useState<Fate | "all">(counts.refused > 0 ? "refused" : "all");
  const [corrected, setCorrected] = useState<RowFate | null>(null);
  const writes = counts.new + counts.changed;
  const visible = rows.filter(({ fate }) => shown === "all" || fate === shown);
  const others = (line: number) => rows.map(({ row }) => row).filter((row) => row.line !== line);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {importing.error && <FailureLine>{failureWords(importing.error, t)}</FailureLine>}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="max-w-full overflow-x-auto">
          <div className="w-max">
            <Segments
              label={t("import.fate")}
              value={shown}
              options={[
                ["all", `${t("import.all")} ${rows.length}`],
                ...FATES.map(
                  (fate) => [fate, `${t(`import_fates.${fate}`)} ${counts[fate]}`] as const,
                ),
              ]}
              onChoose={setShown}
            />
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onStartOver}>{t("import.another")}</Button>
          <Button
            tone="primary"
            disabled={writes === 0 || looking.isPending}
            busy={importing.isPending}
            onClick={() => importing.mutate(seen)}
          >
            {t("import.apply", { count: writes })}
          </Button>
        </div>
      </div>
      <p role="status" className="text-sm text-muted">
        {[
          writes === 0 && counts.refused === 0 && t("import.nothing"),
          new_units > 0 && t("import.new_units", { count: new_units }),
          counts.refused > 0 && t("import.refused_left", { count: counts.refused }),
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      {visible.length === 0 ? (
        <Notice icon="check" title={t("import.none_of_fate")} />
      ) : (
        <div aria-busy={looking.isPending || undefined} className="aria-busy:opacity-60">
          <FateTable
            rows={visible}
            onCorrect={setCorrected}
            onLeaveOut={({ row }) => looking.mutate(others(row.line))}
            mayLeaveOut={rows.length > 1}
          />
        </div>
      )}
      {corrected && (
        <CorrectDialog
          fate={corrected}
          looking={looking}
          onClose={() => setCorrected(null)}
          onCorrected={(row) => {
            setCorrected(null);
            looking.mutate(rows.map((each) => (each.row.line === row.line ? row : each.row)));
          }}
        />
      )}
    </div>
  );
}

interface FateTableProps {
  rows: readonly RowFate[];
  mayLeaveOut: boolean;
  onCorrect: (row: RowFate) => void;
  onLeaveOut: (row: RowFate) => void;
}

function FateTable({ rows, mayLeaveOut, onCorrect, onLeaveOut }: FateTableProps) {
  const { t } = useTranslation();
  const unitOf = ({ row }: RowFate) => [row.tower, row.unit].filter(Boolean).join(" ");
  const actions = (each: RowFate) => (
    <span className="flex justify-end gap-1">
      <IconButton
        icon="edit"
        label={t("import.correct_line", { line: each.row.line })}
        className="size-8!"
        onClick={() => onCorrect(each)}
      />
      {mayLeaveOut && (
        <IconButton
          icon="trash"
          label={t("import.leave_out", { line: each.row.line })}
          className="size-8!"
          onClick={() => onLeaveOut(each)}
        />
      )}
    </span>
  );
  const mark = ({ fate }: RowFate) => (
    <StateMark {...MARKS[fate]}>{t(`import_fate.${fate}`)}</StateMark>
  );
  const columns: Column<RowFate>[] = [
    { id: "line", head: t("import.line"), cell: ({ row }) => row.line, align: "end" },
    { id: "fate", head: t("import.fate"), cell: mark },
    { id: "name", head: t("people.name"), cell: ({ row }) => row.name },
    { id: "unit", head: t("people.unit"), cell: unitOf },
    { id: "what", head: t("import.what"), cell: (each) => <What fate={each} /> },
    { id: "do", head: t("import.correct"), hideHead: true, cell: actions },
  ];
  return (
    <Table
      label={t("import.title")}
      rows={rows}
      columns={columns}
      rowKey={({ row }) => String(row.line)}
      line={(each) => (
        <div className="grid gap-1.5 px-4 py-3 text-sm">
          <div className="flex items-start justify-between gap-3">
            <p className="font-medium">{each.row.name || "—"}</p>
            {mark(each)}
          </div>
          <p className="text-muted">
            {[unitOf(each), `${t("import.line")} ${each.row.line}`].filter(Boolean).join(" · ")}
          </p>
          <What fate={each} />
          {actions(each)}
        </div>
      )}
    />
  );
}

/** The reason of a refusal, or each change. */
function What({ fate }: { fate: RowFate }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  if (fate.message !== null) {
    const blamed = fate.column === null ? "" : fate.row[fate.column];
    return (
      <span className="text-danger">
        {fate.message}
        {blamed && fate.reason === "unreadable" && (
          <span className="ml-1 font-mono text-[0.8125rem] break-all">{blamed}</span>
        )}
      </span>
    );
  }
  const word = (column: string, value: string) => {
    if (column === "move_in") return day(value);
    if (column === "role") return t(`residence_role.${value as "owner"}`);
    return value;
  };
  const told = fate.changes.filter(({ column }) => column !== "name" || fate.fate !== "new");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-[0.8125rem]">
      {told.map(({ column, before, after }) => (
        <li key={column} className="min-w-0 wrap-anywhere">
          <span className="text-muted">{t(`import_column.${column}`)}: </span>
          {before !== null && (
            <span className="text-muted line-through">{word(column, before)}</span>
          )}{" "}
          {word(column, after)}
          {column === "unit" && fate.makes_unit && (
            <span className="text-muted"> ({t("import.unit_is_made")})</span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface CorrectDialogProps {
  fate: RowFate;
  looking: Act<Row[]>;
  onClose: () => void;
  onCorrected: (row: Row) => void;
}

function CorrectDialog({ fate, looking, onClose, onCorrected }: CorrectDialogProps) {
  const { t } = useTranslation();
  const { row, column, message } = fate;
  const correct = (values: FormData) =>
    onCorrected({
      line: row.line,
      ...Object.fromEntries(COLUMNS.map((name) => [name, textOf(values, name) ?? ""])),
    });
  return (
    <ActionDialog
      title={t("import.correct_title", { line: row.line })}
      order={t("import.check_again")}
      action={{ error: null, isPending: looking.isPending, mutate: correct }}
      onClose={onClose}
    >
      {COLUMNS.map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(`import_column.${name}`)}
          defaultValue={row[name]}
          error={name === column ? (message ?? undefined) : undefined}
          autoFocus={name === column}
          maxLength={300}
          autoComplete="off"
        />
      ))}
    </ActionDialog>
  );
}
