import { useFormats } from "@/i18n/formats";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Page } from "@/shell/page";
import { Button, buttonClass } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { unknownCardsQuery } from "./home-queries";
import { NewPersonDialog } from "./new-person-dialog";
import { PeopleTabs } from "./people-tabs";
import { peopleQuery, type Person } from "./queries";

const route = getRouteApi("/signed-in/people");

/** Everybody who charges here, found by name or unit. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay("write:people");
  const [isAdding, setAdding] = useState(false);
  const people = useInfiniteQuery({ ...peopleQuery(search), placeholderData: keepPreviousData });
  const add = mayWrite && (
    <>
      <Link to="/people/import" className={buttonClass("secondary")}>
        <Icon name="upload" size={16} />
        {t("people.import")}
      </Link>
      <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
        {t("people.new")}
      </Button>
    </>
  );
  return (
    <Page title={t("place.people")} summary={t("people.summary")} actions={add}>
      <PeopleTabs />
      <UnknownCardsLine />
      <form role="search" className="mb-6 max-w-sm" onSubmit={(event) => event.preventDefault()}>
        <TextField
          type="search"
          label={t("people.find")}
          placeholder={t("people.find_example")}
          autoComplete="off"
          value={search ?? ""}
          onChange={({ target: { value } }) =>
            void navigate({ search: value ? { search: value } : {}, replace: true })
          }
        />
      </form>
      <ListView
        query={people}
        empty={
          search ? (
            <Notice icon="search" title={t("people.none_match")} />
          ) : (
            <Notice
              icon="people"
              title={t("people.empty")}
              action={add && <div className="flex gap-2">{add}</div>}
            >
              {t("people.empty_hint")}
            </Notice>
          )
        }
      >
        {(found) => <PeopleTable people={found} />}
      </ListView>
      {isAdding && <NewPersonDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** The word that cards charge which are nobody's; nothing when there are none. */
function UnknownCardsLine() {
  const { t } = useTranslation();
  const mayRead = useMay("read:id_tokens");
  const cards = useQuery({ ...unknownCardsQuery, enabled: mayRead });
  if (!cards.data?.length) return null;
  return (
    <Link
      to="/people/cards"
      className="mb-6 flex items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm hover:bg-sunken"
    >
      <Icon name="card" className="text-muted" />
      <span className="grow">{t("unknown_cards.line", { count: cards.data.length })}</span>
      <Icon name="chevron" size={16} className="text-muted" />
    </Link>
  );
}

function PeopleTable({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const columns: Column<Person>[] = [
    { id: "name", head: t("people.name"), cell: (person) => <PersonLink person={person} /> },
    { id: "unit", head: t("people.unit"), cell: ({ unit }) => unit },
    {
      id: "phone",
      head: t("people.phone"),
      cell: ({ phone }) => formats.phone(phone),
      from: "tablet",
    },
    { id: "email", head: t("people.email"), cell: ({ email }) => email, from: "desktop" },
  ];
  return (
    <Table
      label={t("place.people")}
      rows={people}
      columns={columns}
      rowKey={({ id }) => id}
      line={(person) => (
        <div className="grid gap-0.5 px-4 py-3 text-sm">
          <PersonLink person={person} />
          <p className="text-muted">
            {[person.unit, formats.phone(person.phone)].filter(Boolean).join(" · ")}
          </p>
        </div>
      )}
    />
  );
}

function PersonLink({ person }: { person: Person }) {
  return (
    <RowLink to="/people/$personId" params={{ personId: person.id }}>
      {person.name}
    </RowLink>
  );
}
