import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sitesQuery, type Site } from "@/features/sites/queries";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button, buttonClass } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { FailureLine } from "@/ui/form";
import { failureWords } from "@/ui/failure-words";
import { Notice } from "@/ui/notice";
import { saveFile } from "@/ui/save-file";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { FileDrop } from "./file-drop";
import { ImportPreview } from "./import-preview";
import {
  fetchTemplate,
  importRows,
  previewRows,
  readFile,
  type ImportView,
} from "./import-queries";
import { PEOPLE_CHANGED } from "./queries";

/** A list of residents: dropped, looked at line by line, corrected, imported. */
export function ImportPage() {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery);
  return (
    <Page
      title={t("import.title")}
      summary={t("import.summary")}
      back={<BackLink to="/people">{t("place.people")}</BackLink>}
    >
      {sites.data === undefined ? (
        <Awaiting query={sites}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      ) : sites.data.length === 0 ? (
        <Notice icon="building" title={t("import.no_site")} />
      ) : (
        <Import sites={sites.data} />
      )}
    </Page>
  );
}

function Import({ sites }: { sites: readonly Site[] }) {
  const { t } = useTranslation();
  const [siteId, setSiteId] = useState(sites.length === 1 ? (sites[0]?.id ?? "") : "");
  const [seen, setSeen] = useState<ImportView | null>(null);
  const [done, setDone] = useState<ImportView | null>(null);
  const site = sites.find(({ id }) => id === siteId);
  const reading = useAction<File, ImportView>({
    send: (file) => (site ? readFile(file, site) : Promise.reject(new Error("no site"))),
    onDone: setSeen,
  });
  const looking = useAction<ImportView["rows"][number]["row"][], ImportView>({
    send: (rows) => (site ? previewRows(rows, site) : Promise.reject(new Error("no site"))),
    onDone: setSeen,
    tellFailure: true,
  });
  const importing = useAction<ImportView, ImportView>({
    send: (view, key) =>
      site ? importRows(view, site, key) : Promise.reject(new Error("no site")),
    refreshes: PEOPLE_CHANGED,
    onDone: setDone,
  });
  const startOver = () => {
    setSeen(null);
    setDone(null);
    reading.reset();
    importing.reset();
  };
  if (done !== null) return <Done outcome={done} onAgain={startOver} />;
  if (seen !== null) {
    return (
      <ImportPreview seen={seen} looking={looking} importing={importing} onStartOver={startOver} />
    );
  }
  return (
    <div className="grid max-w-2xl gap-6">
      {sites.length > 1 && (
        <SelectField
          label={t("import.site")}
          value={siteId}
          onChange={({ target: { value } }) => setSiteId(value)}
          className="max-w-sm"
        >
          <option value="">{t("import.choose_site")}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <div>
        {reading.error && <FailureLine>{failureWords(reading.error, t)}</FailureLine>}
        <FileDrop
          disabled={site === undefined}
          busy={reading.isPending}
          onFile={(file) => reading.mutate(file)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-sm text-muted">{t("import.template")}</p>
        <TemplateButton format="xlsx" />
        <TemplateButton format="csv" />
      </div>
    </div>
  );
}

function TemplateButton({ format }: { format: "csv" | "xlsx" }) {
  const { t } = useTranslation();
  const saving = useAction({
    send: async () => saveFile(await fetchTemplate(format), `moradores.${format}`),
    tellFailure: true,
  });
  return (
    <Button small icon="download" busy={saving.isPending} onClick={() => saving.mutate()}>
      {format === "csv" ? t("import.template_csv") : t("import.template_xlsx")}
    </Button>
  );
}

function Done({ outcome, onAgain }: { outcome: ImportView; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice
      icon="check"
      title={t("import.done")}
      action={
        <div className="flex gap-2">
          <Button onClick={onAgain}>{t("import.another")}</Button>
          <Link to="/people" className={buttonClass("primary")}>
            {t("import.see_people")}
          </Link>
        </div>
      }
    >
      {t("import.done_hint", { ...outcome.counts })}
    </Notice>
  );
}
