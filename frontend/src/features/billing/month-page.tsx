import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { SaveButtons } from "@/ui/save-buttons";
import { Section } from "@/ui/section";
import { CloseMonthDialog } from "./close-month-dialog";
import { MonthMark } from "./marks";
import { MonthFigures } from "./month-figures";
import { MonthRemarks } from "./month-remarks";
import { fetchTable, monthQuery, type MonthDetail } from "./queries";
import { StatementTable } from "./statement-table";

const route = getRouteApi("/signed-in/months/$siteId/$month");

/** A month of a site: what each unit owes, who has not paid, and its close. */
export function MonthPage() {
  const { t } = useTranslation();
  const { month: monthName, dateTime, day } = useFormats();
  const { siteId, month } = route.useParams();
  const detail = useQuery(monthQuery(siteId, month));
  const [isClosing, setClosing] = useState(false);
  const mayClose = useMay("write:statements");
  const { data } = detail;
  return (
    <Page
      title={/^\d{4}-\d\d$/.test(month) ? monthName(month) : month}
      back={
        <BackLink to="/months" search={{ site: siteId }}>
          {t("place.months")}
        </BackLink>
      }
      summary={
        data && (
          <span className="flex flex-wrap gap-x-4 gap-y-1">
            <span>{data.site_name}</span>
            <span>
              {t("month.days", {
                from: day(localDay(data.from_at, data.timezone)),
                to: day(localDay(lastInstant(data.to_at), data.timezone)),
              })}
            </span>
            <MonthMark month={data} />
            {data.closed_at && (
              <span>{t("month.closed_at", { at: dateTime(data.closed_at, data.timezone) })}</span>
            )}
          </span>
        )
      }
      actions={
        data?.state === "over" &&
        mayClose && (
          <Button tone="primary" icon="lock" onClick={() => setClosing(true)}>
            {t("month.close")}
          </Button>
        )
      }
    >
      {data === undefined ? (
        <Awaiting query={detail}>
          <RowsSkeleton />
        </Awaiting>
      ) : (
        <Detail detail={data} />
      )}
      {isClosing && data && <CloseMonthDialog month={data} onClose={() => setClosing(false)} />}
    </Page>
  );
}

function Detail({ detail }: { detail: MonthDetail }) {
  const { t } = useTranslation();
  const mayReadSessions = useMay("read:people");
  const { statements, month } = detail;
  return (
    <>
      <MonthFigures month={detail} />
      <MonthRemarks detail={detail} />
      <Section
        title={t("statement.of_units")}
        actions={
          statements.length > 0 &&
          mayReadSessions && (
            <SaveButtons
              small
              name={`${t("month.file")}-${month}`}
              fetch={(format) => fetchTable(detail, "units", format)}
            />
          )
        }
      >
        {statements.length === 0 ? (
          <Notice icon="calendar" title={t("statement.none")}>
            {t("statement.none_hint")}
          </Notice>
        ) : (
          <StatementTable statements={statements} />
        )}
      </Section>
      {statements.length > 0 && mayReadSessions && (
        <p className="mt-6 flex flex-wrap items-center gap-3 text-sm text-muted">
          {t("month.sessions_table")}
          <SaveButtons
            small
            name={`${t("month.file_sessions")}-${month}`}
            fetch={(format) => fetchTable(detail, "sessions", format)}
          />
        </p>
      )}
    </>
  );
}

/** The day that it is somewhere at an instant, as `2026-10-31`. */
function localDay(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(at));
}

function lastInstant(end: string): string {
  return new Date(Date.parse(end) - 1).toISOString();
}
