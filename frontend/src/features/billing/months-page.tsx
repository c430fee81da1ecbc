import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sitesQuery, type Site } from "@/features/sites/queries";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { SelectField } from "@/ui/field";
import { ListView, RowsSkeleton } from "@/ui/list-view";
import { Measure } from "@/ui/measure";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { MonthMark } from "./marks";
import { monthsQuery, type Month } from "./queries";

const route = getRouteApi("/signed-in/months");

/** The months of a site: the one that runs, those to close, and those that were closed. */
export function MonthsPage() {
  const { t } = useTranslation();
  const { site: chosen } = route.useSearch();
  const sites = useQuery(sitesQuery);
  const site = sites.data?.find(({ id }) => id === chosen) ?? sites.data?.[0];
  return (
    <Page title={t("place.months")} summary={t("month.summary")}>
      {sites.data === undefined ? (
        <Awaiting query={sites}>
          <RowsSkeleton />
        </Awaiting>
      ) : site === undefined ? (
        <Notice icon="map" title={t("month.no_site")}>
          {t("month.no_site_hint")}
        </Notice>
      ) : (
        <>
          {sites.data.length > 1 && <SiteChoice sites={sites.data} site={site} />}
          <Months site={site} />
        </>
      )}
    </Page>
  );
}

function SiteChoice({ sites, site }: { sites: readonly Site[]; site: Site }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <SelectField
      className="mb-6 max-w-80"
      label={t("month.site")}
      value={site.id}
      onChange={({ target }) =>
        void navigate({ to: "/months", search: { site: target.value }, replace: true })
      }
    >
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function Months({ site }: { site: Site }) {
  const { t } = useTranslation();
  const { month: monthName, day, energy, money, count } = useFormats();
  const months = useInfiniteQuery(monthsQuery(site.id));
  const columns: Column<Month>[] = [
    {
      id: "month",
      head: t("month.month"),
      cell: ({ site_id, month }) => (
        <RowLink to="/months/$siteId/$month" params={{ siteId: site_id, month }}>
          {monthName(month)}
        </RowLink>
      ),
    },
    { id: "state", head: t("month.standing"), cell: (month) => <MonthMark month={month} /> },
    {
      id: "paid",
      head: t("month.paid"),
      from: "tablet",
      cell: (month) => <PaidWords month={month} />,
    },
    {
      id: "due",
      head: t("statement.due_date"),
      from: "desktop",
      cell: ({ due_date }) => due_date && day(due_date),
    },
    {
      id: "sessions",
      head: t("month.sessions"),
      from: "desktop",
      align: "end",
      cell: ({ totals }) => count(totals.reduce((sum, { sessions }) => sum + sessions, 0)),
    },
    {
      id: "energy",
      head: t("session.energy"),
      from: "tablet",
      align: "end",
      cell: ({ totals }) => (
        <Measure quantity={energy(totals.reduce((sum, { energy_wh }) => sum + energy_wh, 0))} />
      ),
    },
    {
      id: "amount",
      head: t("statement.amount"),
      align: "end",
      cell: ({ totals }) =>
        totals.map(({ amount }) => money(amount)).join(" + ") || (
          <span className="text-muted">—</span>
        ),
    },
  ];
  return (
    <ListView
      query={months}
      empty={
        <Notice icon="calendar" title={t("month.none")}>
          {t("month.none_hint")}
        </Notice>
      }
    >
      {(rows) => (
        <Table
          label={t("place.months")}
          rows={rows}
          columns={columns}
          rowKey={({ month }) => month}
          line={(month) => <MonthLine month={month} />}
        />
      )}
    </ListView>
  );
}

/** How many of the units that owe something have paid; nothing while the month is open. */
function PaidWords({ month }: { month: Month }) {
  const { t } = useTranslation();
  if (month.state !== "closed") return null;
  const units = month.totals.reduce((sum, each) => sum + each.units, 0);
  const paid = month.totals.reduce((sum, each) => sum + each.units_paid, 0);
  return <>{t("month.units_paid", { paid, units })}</>;
}

function MonthLine({ month }: { month: Month }) {
  const { month: monthName, money } = useFormats();
  return (
    <div className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-3 text-sm">
      <RowLink
        to="/months/$siteId/$month"
        params={{ siteId: month.site_id, month: month.month }}
        className="truncate"
      >
        {monthName(month.month)}
      </RowLink>
      <span className="text-right font-medium tabular-nums">
        {month.totals.map(({ amount }) => money(amount)).join(" + ") || "—"}
      </span>
      <MonthMark month={month} />
      <span className="text-right text-[0.8125rem] text-muted">
        <PaidWords month={month} />
      </span>
    </div>
  );
}
