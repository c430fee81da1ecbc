import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { Measure } from "@/ui/measure";
import { RowLink } from "@/ui/row-link";
import { Segments } from "@/ui/segments";
import { Table, type Column } from "@/ui/table";
import { StatementMark } from "./marks";
import { PaidDialog } from "./paid-dialog";
import { PaymentWords } from "./payment-words";
import type { Statement } from "./queries";
import { UndoDialog } from "./undo-dialog";

/** What each unit owes for a month; on request only those that have not paid. */
export function StatementTable({ statements }: { statements: readonly Statement[] }) {
  const { t } = useTranslation();
  const { energy, money, count } = useFormats();
  const mayMark = useMay("write:statements");
  const [marking, setMarking] = useState<Statement | null>(null);
  const [undoing, setUndoing] = useState<Statement | null>(null);
  const inOrder = statements.toSorted(byUnit);
  const unpaid = inOrder.filter(owes);
  const [wanted, setWanted] = useState<"all" | "unpaid">("all");
  const shown = wanted === "unpaid" && unpaid.length > 0 ? unpaid : inOrder;
  const isClosed = statements.some(({ id }) => id !== null);
  const action = (statement: Statement) => {
    if (!mayMark) return null;
    if (statement.payment) {
      return (
        <RowButton
          tone="quiet"
          statement={statement}
          words={t("statement.undo")}
          onPress={setUndoing}
        />
      );
    }
    return owes(statement) ? (
      <RowButton statement={statement} words={t("statement.mark")} onPress={setMarking} />
    ) : null;
  };
  const columns: Column<Statement>[] = [
    { id: "unit", head: t("statement.unit"), cell: (statement) => <UnitLink of={statement} /> },
    {
      id: "state",
      head: t("statement.standing"),
      cell: (statement) => <StatementMark state={statement.state} />,
    },
    {
      id: "payment",
      head: t("statement.payment"),
      from: "desktop",
      cell: (statement) => <PaymentWords statement={statement} />,
    },
    {
      id: "sessions",
      head: t("month.sessions"),
      from: "desktop",
      align: "end",
      cell: ({ sessions }) => count(sessions),
    },
    {
      id: "energy",
      head: t("session.energy"),
      from: "tablet",
      align: "end",
      cell: ({ energy_wh }) => <Measure quantity={energy(energy_wh)} />,
    },
    {
      id: "amount",
      head: t("statement.amount"),
      align: "end",
      cell: ({ amount }) => <span className="tabular-nums">{money(amount)}</span>,
    },
  ];
  if (isClosed && mayMark) {
    columns.push({
      id: "action",
      head: t("statement.mark"),
      hideHead: true,
      align: "end",
      cell: action,
    });
  }
  return (
    <>
      {unpaid.length > 0 && unpaid.length < statements.length && (
        <div className="mb-4 max-w-md">
          <Segments
            label={t("statement.which")}
            value={wanted}
            options={[
              ["all", t("statement.all")],
              ["unpaid", t("statement.unpaid", { count: unpaid.length })],
            ]}
            onChoose={setWanted}
          />
        </div>
      )}
      <Table
        label={t("statement.of_units")}
        rows={shown}
        columns={columns}
        rowKey={({ unit_id, amount }) => `${unit_id} ${amount.currency}`}
        line={(statement) => <UnitLine statement={statement}>{action(statement)}</UnitLine>}
      />
      {marking && <PaidDialog statement={marking} onClose={() => setMarking(null)} />}
      {undoing && <UndoDialog statement={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

const LABELS = new Intl.Collator(undefined, { numeric: true });

/** As people count: A 11 before A 101; what is no unit's comes last. */
function byUnit(one: Statement, other: Statement): number {
  if (one.unit === null || other.unit === null) return one.unit === null ? 1 : -1;
  return LABELS.compare(one.unit, other.unit);
}

function owes({ state }: Statement): boolean {
  return state === "closed" || state === "overdue";
}

function UnitLink({ of }: { of: Statement }) {
  const { t } = useTranslation();
  return (
    <RowLink
      to="/months/$siteId/$month/statement"
      params={{ siteId: of.site_id, month: of.month }}
      search={of.unit_id ? { unit: of.unit_id } : {}}
    >
      {of.unit ?? t("statement.no_unit")}
    </RowLink>
  );
}

function UnitLine({ statement, children }: { statement: Statement; children: React.ReactNode }) {
  const { money } = useFormats();
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 px-4 py-3 text-sm">
      <UnitLink of={statement} />
      <span className="text-right font-medium tabular-nums">{money(statement.amount)}</span>
      <span>
        <StatementMark state={statement.state} />
        <span className="block text-[0.8125rem] text-muted">
          <PaymentWords statement={statement} />
        </span>
      </span>
      <span className="text-right">{children}</span>
    </div>
  );
}

interface RowButtonProps {
  statement: Statement;
  words: string;
  tone?: "secondary" | "quiet";
  onPress: (statement: Statement) => void;
}

/** Above the link that covers the row. */
function RowButton({ statement, words, tone = "secondary", onPress }: RowButtonProps) {
  return (
    <Button
      small
      tone={tone}
      className="relative"
      aria-label={`${words}: ${statement.unit}`}
      onClick={() => onPress(statement)}
    >
      {words}
    </Button>
  );
}
