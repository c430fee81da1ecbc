import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { templatesQuery, type Template } from "./queries";
import { useTargetWords } from "./target-words";

/** The templates of settings, and of how many stations each wants something. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("command:stations");
  const templates = useQuery(templatesQuery);
  const wordsOf = useTargetWords();
  const columns: Column<Template>[] = [
    {
      id: "name",
      head: t("variable_template.name"),
      cell: ({ id, name }) => (
        <RowLink to="/variable-templates/$templateId" params={{ templateId: id }}>
          {name}
        </RowLink>
      ),
    },
    {
      id: "target",
      head: t("variable_template.target"),
      from: "tablet",
      cell: wordsOf,
    },
    {
      id: "how",
      head: t("variable_template.how"),
      from: "tablet",
      cell: ({ is_automatic }) =>
        t(is_automatic ? "variable_template.by_itself" : "variable_template.by_hand"),
    },
    {
      id: "values",
      head: t("variable_template.values"),
      align: "end",
      cell: ({ values }) => values.length,
    },
    {
      id: "stations",
      head: t("variable_template.stations"),
      align: "end",
      cell: ({ stations }) => stations,
    },
  ];
  return (
    <Page
      title={t("variable_template.title")}
      back={<BackLink to="/stations">{t("stations.title")}</BackLink>}
      summary={t("variable_template.summary")}
      actions={
        mayWrite && (
          <Link to="/variable-templates/new" className={buttonClass("primary")}>
            {t("variable_template.new")}
          </Link>
        )
      }
    >
      {templates.data === undefined ? (
        <Awaiting query={templates}>
          <RowsSkeleton />
        </Awaiting>
      ) : templates.data.length === 0 ? (
        <Notice icon="copy" title={t("variable_template.none")}>
          {t("variable_template.none_hint")}
        </Notice>
      ) : (
        <Table
          label={t("variable_template.title")}
          columns={columns}
          rows={templates.data}
          rowKey={({ id }) => id}
        />
      )}
    </Page>
  );
}
