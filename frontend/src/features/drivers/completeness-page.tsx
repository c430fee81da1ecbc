import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { completenessQuery, lackingQuery, MISSING, type Missing } from "./completeness-queries";
import { LinkDialog } from "./link-dialog";
import { PeopleTabs } from "./people-tabs";
import type { Person } from "./queries";

/** Of how many residents something is not known, who they are, and how to ask them. */
export function CompletenessPage() {
  const { t } = useTranslation();
  const figures = useQuery(completenessQuery);
  const [choice, setChosen] = useState<Missing | null>(null);
  const counts = figures.data?.missing;
  const chosen = choice ?? MISSING.find((field) => counts && counts[field] > 0) ?? "phone";
  return (
    <Page title={t("place.people")} summary={t("completeness.summary")}>
      <PeopleTabs />
      {figures.data === undefined ? (
        <Awaiting query={figures}>
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        </Awaiting>
      ) : figures.data.residents === 0 ? (
        <Notice icon="people" title={t("completeness.nobody")} />
      ) : (
        <>
          <div
            role="group"
            aria-label={t("completeness.fields")}
            className="mb-8 grid grid-cols-2 gap-2 md:grid-cols-5"
          >
            {MISSING.map((field) => (
              <Field
                key={field}
                field={field}
                missing={figures.data.missing[field]}
                of={figures.data.residents}
                isChosen={field === chosen}
                onChoose={() => setChosen(field)}
              />
            ))}
          </div>
          <Lacking missing={chosen} canSend={figures.data.can_send_email} />
        </>
      )}
    </Page>
  );
}

interface FieldProps {
  field: Missing;
  missing: number;
  of: number;
  isChosen: boolean;
  onChoose: () => void;
}

/** One thing that may be missing: of how many, as a number and as a bar. */
function Field({ field, missing, of, isChosen, onChoose }: FieldProps) {
  const { t } = useTranslation();
  const known = Math.round((100 * (of - missing)) / of);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="rounded-lg border border-line bg-surface px-4 py-3 text-left hover:border-line-strong aria-pressed:border-ink"
    >
      <span className="block text-[0.8125rem] text-muted">{t(`missing.${field}`)}</span>
      <span className="mt-1 block text-xl font-semibold tabular-nums">
        {missing}
        <span className="ml-1 text-sm font-normal text-muted">
          {t("completeness.of", { count: of })}
        </span>
      </span>
      <span aria-hidden className="mt-2 block h-1 rounded-full bg-line">
        <span className="block h-1 rounded-full bg-accent" style={{ width: `${known}%` }} />
      </span>
    </button>
  );
}

function Lacking({ missing, canSend }: { missing: Missing; canSend: boolean }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:people");
  const [asked, setAsked] = useState<Person | null>(null);
  const people = useInfiniteQuery(lackingQuery(missing));
  const name = ({ id, name: of }: Person) => (
    <RowLink to="/people/$personId" params={{ personId: id }}>
      {of}
    </RowLink>
  );
  const isAskable = missing === "phone" || missing === "email" || missing === "vehicle";
  const ask = (person: Person) =>
    mayWrite &&
    isAskable && (
      <Button small className="relative" onClick={() => setAsked(person)}>
        {t("completeness.ask")}
      </Button>
    );
  const columns: Column<Person>[] = [
    { id: "name", head: t("people.name"), cell: name },
    { id: "unit", head: t("people.unit"), cell: ({ unit }) => unit },
    { id: "email", head: t("people.email"), cell: ({ email }) => email, from: "desktop" },
    { id: "ask", head: t("completeness.ask"), hideHead: true, cell: ask, align: "end" },
  ];
  return (
    <>
      <ListView query={people} empty={<Notice icon="check" title={t("completeness.complete")} />}>
        {(found) => (
          <Table
            label={t(`missing.${missing}`)}
            rows={found}
            columns={columns}
            rowKey={({ id }) => id}
            line={(person) => (
              <div className="flex items-center justify-between gap-3 px-4 py-3 text-sm">
                <div className="grid min-w-0 gap-0.5">
                  {name(person)}
                  <p className="text-muted">{person.unit}</p>
                </div>
                {ask(person)}
              </div>
            )}
          />
        )}
      </ListView>
      {asked && <LinkDialog person={asked} canSend={canSend} onClose={() => setAsked(null)} />}
    </>
  );
}
