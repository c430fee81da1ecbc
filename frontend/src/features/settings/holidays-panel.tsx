import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { StateMark } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import {
  deleteHoliday,
  HOLIDAYS_CHANGED,
  holidaysQuery,
  putHoliday,
  type Holiday,
} from "./queries";

const YEAR_MIN = 2020;
const YEAR_MAX = 2100;

/** The holidays of a year: the national ones, and what the condominium says of its days. */
export function HolidaysPanel({ tenantId }: { tenantId: string }) {
  const { t } = useTranslation();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const found = useQuery(holidaysQuery(tenantId, year));
  return (
    <Section
      title={t("settings.holidays")}
      className="mt-10 max-w-4xl"
      actions={
        <div className="flex items-center">
          <IconButton
            icon="arrow-left"
            label={t("settings.year_before")}
            disabled={year <= YEAR_MIN}
            onClick={() => setYear(year - 1)}
          />
          <span aria-live="polite" className="px-1 text-sm font-medium tabular-nums">
            {year}
          </span>
          <IconButton
            icon="arrow-left"
            label={t("settings.year_after")}
            disabled={year >= YEAR_MAX}
            onClick={() => setYear(year + 1)}
            className="rotate-180"
          />
        </div>
      }
    >
      <p className="mb-4 max-w-prose text-sm text-muted">{t("settings.holidays_hint")}</p>
      <div className="grid gap-10 lg:grid-cols-[3fr_2fr]">
        {found.data === undefined ? (
          <Awaiting query={found}>
            <Loading>
              <Skeleton className="h-96" />
            </Loading>
          </Awaiting>
        ) : (
          <ul className="divide-y divide-line self-start rounded-lg border border-line bg-surface">
            {found.data.map((holiday) => (
              <Day key={holiday.date} holiday={holiday} />
            ))}
          </ul>
        )}
        <NewHoliday key={year} year={year} />
      </div>
    </Section>
  );
}

function Day({ holiday }: { holiday: Holiday }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { id, date, name, national, is_observed } = holiday;
  const changing = useAction<void, unknown>({
    send: (_, key) =>
      id === null ? putHoliday({ date, is_observed: false }, key) : deleteHoliday(id),
    refreshes: HOLIDAYS_CHANGED,
    done: () =>
      t(
        id === null
          ? "settings.holiday_worked"
          : national === null
            ? "settings.holiday_removed"
            : "settings.holiday_restored",
        { name },
      ),
    tellFailure: true,
  });
  const order =
    id === null
      ? t("settings.holiday_work")
      : national === null
        ? t("settings.holiday_remove")
        : t("settings.holiday_restore");
  return (
    <li className="flex items-center gap-3 py-2 pr-2 pl-4 text-sm">
      <div className="min-w-0 grow">
        <p className={is_observed ? "font-medium" : "text-muted line-through"}>{name}</p>
        <p className="flex flex-wrap gap-x-3 text-[0.8125rem] text-muted">
          <span className="tabular-nums">{day(date)}</span>
          {national === null ? (
            <span>{t("settings.holiday_own")}</span>
          ) : (
            !is_observed && (
              <StateMark tone="idle" icon="minus">
                {t("settings.holiday_not_observed")}
              </StateMark>
            )
          )}
        </p>
      </div>
      <Button
        tone="quiet"
        small
        busy={changing.isPending}
        aria-label={`${order}: ${name}`}
        onClick={() => changing.mutate()}
      >
        {order}
      </Button>
    </li>
  );
}

function NewHoliday({ year }: { year: number }) {
  const { t } = useTranslation();
  const [attempt, setAttempt] = useState(0);
  const adding = useAction<FormData, Holiday>({
    send: (values, key) =>
      putHoliday(
        { date: textOf(values, "date") ?? "", name: textOf(values, "name"), is_observed: true },
        key,
      ),
    refreshes: HOLIDAYS_CHANGED,
    done: ({ name }) => t("settings.holiday_added", { name }),
    onDone: () => setAttempt(attempt + 1),
  });
  return (
    <Form
      key={attempt} // added: the fields are empty again
      className="grid content-start gap-4"
      failure={adding.error}
      onSubmit={(values) => adding.mutate(values)}
    >
      <h3 className="text-sm font-semibold">{t("settings.holiday_new")}</h3>
      <TextField
        name="date"
        type="date"
        label={t("settings.holiday_date")}
        min={`${year}-01-01`}
        max={`${year}-12-31`}
        required
      />
      <TextField
        name="name"
        label={t("settings.holiday_name")}
        placeholder={t("settings.holiday_example")}
        required
        maxLength={100}
        autoComplete="off"
      />
      <div>
        <Button type="submit" icon="plus" busy={adding.isPending}>
          {t("settings.holiday_add")}
        </Button>
      </div>
    </Form>
  );
}
