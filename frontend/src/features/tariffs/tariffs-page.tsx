import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { sitesQuery } from "@/features/sites/queries";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { FailureNotice, Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { Prices } from "./prices";
import { tariffsQuery, type Tariff } from "./queries";
import { versionsAt } from "./versions";

/** What is charged where: the prices that count now, and those that take over. */
export function TariffsPage() {
  const { t } = useTranslation();
  const { date } = useFormats();
  const now = useNow();
  const mayWrite = useMay("write:tariffs");
  const tariffs = useQuery(tariffsQuery);
  const sites = useQuery(sitesQuery).data ?? [];
  const columns: Column<Tariff>[] = [
    {
      id: "name",
      head: t("tariff.name"),
      cell: ({ id, name }) => (
        <RowLink to="/tariffs/$tariffId" params={{ tariffId: id }}>
          {name}
        </RowLink>
      ),
    },
    {
      id: "where",
      head: t("tariff.where"),
      from: "tablet",
      cell: ({ site_id, station_group, person_group }) =>
        [sites.find(({ id }) => id === site_id)?.name, station_group, person_group]
          .filter(Boolean)
          .join(" · ") || t("tariff.everywhere"),
    },
    {
      id: "price",
      head: t("tariff.price"),
      align: "end",
      cell: (tariff) => {
        const { now: version } = versionsAt(tariff, now);
        return version ? <Prices version={version} /> : t("tariff.not_yet");
      },
    },
    {
      id: "next",
      head: t("tariff.next"),
      from: "desktop",
      align: "end",
      cell: (tariff) => {
        const { next } = versionsAt(tariff, now);
        return next ? date(next.valid_from) : null;
      },
    },
  ];
  return (
    <Page
      title={t("place.tariffs")}
      summary={t("tariff.summary")}
      actions={
        mayWrite && (
          <Link to="/tariffs/new" className={buttonClass("primary")}>
            {t("tariff.new")}
          </Link>
        )
      }
    >
      {tariffs.data === undefined ? (
        tariffs.isError ? (
          <FailureNotice error={tariffs.error} onRetry={() => void tariffs.refetch()} />
        ) : (
          <RowsSkeleton />
        )
      ) : tariffs.data.length === 0 ? (
        <Notice icon="tag" title={t("tariff.empty")}>
          {t("tariff.empty_hint")}
        </Notice>
      ) : (
        <Table
          label={t("place.tariffs")}
          rows={tariffs.data}
          columns={columns}
          rowKey={({ id }) => id}
        />
      )}
    </Page>
  );
}
