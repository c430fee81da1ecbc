import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { pickerText, utcText } from "@/features/stations/action-form/local-instant";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Segments } from "@/ui/segments";
import { Table, type Column } from "@/ui/table";
import { useAction } from "@/ui/use-action";
import { invite, visitsQuery, type Visit } from "./belongings-queries";
import { PeopleTabs } from "./people-tabs";
import { PEOPLE_CHANGED } from "./queries";
import { UnitField, useUnitOwner } from "./unit-field";

const A_DAY_MS = 86_400_000;

/** Guests of units: who may charge for a while, and who could. */
export function VisitorsPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("write:people");
  const [shown, setShown] = useState<"current" | "over">("current");
  const [isInviting, setInviting] = useState(false);
  const visits = useInfiniteQuery(visitsQuery(shown === "current"));
  const add = mayWrite && (
    <Button tone="primary" icon="plus" onClick={() => setInviting(true)}>
      {t("visits.invite")}
    </Button>
  );
  return (
    <Page title={t("place.people")} summary={t("visits.summary")} actions={add}>
      <PeopleTabs />
      <div className="mb-6 max-w-xs">
        <Segments
          label={t("visits.when")}
          value={shown}
          options={[
            ["current", t("visits.current")],
            ["over", t("visits.over")],
          ]}
          onChoose={setShown}
        />
      </div>
      <ListView
        query={visits}
        empty={
          <Notice
            icon="people"
            title={t(shown === "current" ? "visits.none_current" : "visits.none_over")}
          >
            {shown === "current" && t("visits.empty_hint")}
          </Notice>
        }
      >
        {(found) => <VisitTable visits={found} />}
      </ListView>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function VisitTable({ visits }: { visits: readonly Visit[] }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const name = ({ person_id, name: of }: Visit) => (
    <RowLink to="/people/$personId" params={{ personId: person_id }}>
      {of}
    </RowLink>
  );
  const columns: Column<Visit>[] = [
    { id: "name", head: t("people.name"), cell: name },
    { id: "unit", head: t("visits.host"), cell: ({ unit }) => unit },
    { id: "from", head: t("visits.from"), cell: ({ valid_from }) => dateTime(valid_from) },
    { id: "to", head: t("visits.to"), cell: ({ valid_to }) => dateTime(valid_to) },
  ];
  return (
    <Table
      label={t("visits.title")}
      rows={visits}
      columns={columns}
      rowKey={({ id }) => id}
      line={(visit) => (
        <div className="grid gap-0.5 px-4 py-3 text-sm">
          {name(visit)}
          <p className="text-muted">
            {visit.unit} · {dateTime(visit.valid_from)} – {dateTime(visit.valid_to)}
          </p>
        </div>
      )}
    />
  );
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const ownerOf = useUnitOwner();
  const [now] = useState(() => Date.now());
  const inviting = useAction<FormData, Visit>({
    send: (values, key) => {
      const unitId = textOf(values, "unit_id");
      const body = {
        name: textOf(values, "name") ?? "",
        phone: textOf(values, "phone"),
        unit_id: unitId ?? "",
        valid_from: utcText(textOf(values, "valid_from") ?? ""),
        valid_to: utcText(textOf(values, "valid_to") ?? ""),
        card: textOf(values, "card"),
      };
      return invite(body, user.tenant?.id ?? ownerOf(unitId), key);
    },
    refreshes: PEOPLE_CHANGED,
    done: ({ name }) => t("visits.invited", { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("visits.invite_title")}
      order={t("visits.invite")}
      action={inviting}
      onClose={onClose}
    >
      <TextField name="name" label={t("people.name")} required maxLength={200} autoComplete="off" />
      <UnitField />
      <VisitTimes from={new Date(now)} to={new Date(now + A_DAY_MS)} />
      <TextField
        name="card"
        label={t("people.card")}
        hint={t("visits.card_hint")}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField name="phone" type="tel" label={t("people.phone")} autoComplete="off" />
    </ActionDialog>
  );
}

/** From when to when; `utcText` reads the fields. */
export function VisitTimes({ from, to }: { from: Date; to: Date }) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        name="valid_from"
        type="datetime-local"
        label={t("visits.from")}
        defaultValue={pickerText(from)}
        required
      />
      <TextField
        name="valid_to"
        type="datetime-local"
        label={t("visits.to")}
        defaultValue={pickerText(to)}
        required
      />
    </>
  );
}
