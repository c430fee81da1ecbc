import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Figure } from "@/ui/figure";
import { RowsSkeleton } from "@/ui/list-view";
import { Measure } from "@/ui/measure";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Table, type Column } from "@/ui/table";
import { StatementMark } from "./marks";
import { PaymentWords } from "./payment-words";
import { linesQuery, type StatementLine } from "./queries";

const route = getRouteApi("/signed-in/months/$siteId/$month/statement");

/** What a unit owes for a month, session by session. */
export function StatementPage() {
  const { t } = useTranslation();
  const { month: monthName, money, energy, count } = useFormats();
  const { siteId, month } = route.useParams();
  const { unit } = route.useSearch();
  const lines = useQuery(linesQuery(siteId, month, unit));
  const { data } = lines;
  const name = data?.statements[0]?.unit ?? t("statement.no_unit");
  return (
    <Page
      title={data ? `${name} · ${monthName(month)}` : t("statement.title")}
      back={
        <BackLink to="/months/$siteId/$month" params={{ siteId, month }}>
          {data ? `${data.month.site_name}, ${monthName(month)}` : t("place.months")}
        </BackLink>
      }
    >
      {data === undefined ? (
        <Awaiting query={lines}>
          <RowsSkeleton />
        </Awaiting>
      ) : data.items.length === 0 ? (
        <Notice icon="calendar" title={t("statement.none_of_unit")} />
      ) : (
        <>
          {data.statements.map((statement) => (
            <dl
              key={statement.amount.currency}
              className="mb-6 grid grid-cols-2 gap-x-8 gap-y-5 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]"
            >
              <Figure label={t("statement.amount")}>{money(statement.amount)}</Figure>
              <Figure label={t("session.energy")}>
                <Measure quantity={energy(statement.energy_wh)} />
              </Figure>
              <Figure label={t("month.sessions")}>{count(statement.sessions)}</Figure>
              <Figure
                label={t("statement.standing")}
                note={
                  <>
                    <PaymentWords statement={statement} />
                    {statement.payment?.note && (
                      <span className="block">{statement.payment.note}</span>
                    )}
                  </>
                }
              >
                <span className="text-base">
                  <StatementMark state={statement.state} />
                </span>
              </Figure>
            </dl>
          ))}
          <Section title={t("month.sessions")} className="">
            <Lines lines={data.items} timeZone={data.month.timezone} />
          </Section>
        </>
      )}
    </Page>
  );
}

function Lines({ lines, timeZone }: { lines: readonly StatementLine[]; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime, energy, money } = useFormats();
  const columns: Column<StatementLine>[] = [
    {
      id: "started",
      head: t("session.started"),
      cell: (line) => (
        <>
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: line.session_id }}
            className="font-medium whitespace-nowrap underline decoration-line-strong underline-offset-2"
          >
            {dateTime(line.started_at, timeZone)}
          </Link>
          <LineRemark line={line} />
        </>
      ),
    },
    {
      id: "who",
      head: t("session.who"),
      from: "tablet",
      cell: ({ person }) => person?.name ?? <span className="text-muted">—</span>,
    },
    {
      id: "where",
      head: t("session.where"),
      from: "desktop",
      cell: ({ station_name }) => station_name,
    },
    {
      id: "energy",
      head: t("session.energy"),
      align: "end",
      cell: ({ energy_wh }) => <Measure quantity={energy(energy_wh)} />,
    },
    {
      id: "cost",
      head: t("statement.amount"),
      align: "end",
      cell: ({ amount }) => <span className="tabular-nums">{money(amount)}</span>,
    },
  ];
  return (
    <Table
      label={t("month.sessions")}
      rows={lines}
      columns={columns}
      rowKey={({ session_id, amount, kind }) => `${session_id} ${amount.currency} ${kind}`}
    />
  );
}

/** Why a session of another month is here, and that one is corrected in the next. */
function LineRemark({ line }: { line: StatementLine }) {
  const { t } = useTranslation();
  const remarks = [
    line.kind !== "session" && t(`statement.kind.${line.kind}`),
    line.changed && t("statement.changed"),
  ].filter((remark) => remark !== false);
  return remarks.map((remark) => (
    <span key={remark} className="block max-w-80 text-[0.8125rem] text-pretty text-muted">
      {remark}
    </span>
  ));
}
