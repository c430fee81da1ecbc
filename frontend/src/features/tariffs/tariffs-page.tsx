import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { AudienceWords } from "./audience-words";
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
  const changeColumn: Column<Tariff> = {
    id: "change",
    head: t("tariff.change"),
    hideHead: true,
    from: "tablet",
    align: "end",
    cell: ({ id, name }) => (
      <Link
        to="/tariffs/$tariffId/prices"
        params={{ tariffId: id }}
        aria-label={`${t("tariff.change")}: ${name}`}
        className={`relative ${buttonClass("secondary", true)}`}
      >
        {t("tariff.change")}
      </Link>
    ),
  };
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
      cell: (tariff) => <AudienceWords tariff={tariff} />,
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
    ...(mayWrite ? [changeColumn] : []),
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
        <Awaiting query={tariffs}>
          <RowsSkeleton />
        </Awaiting>
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
