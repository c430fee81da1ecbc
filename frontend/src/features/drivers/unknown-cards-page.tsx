import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { Measure } from "@/ui/measure";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { useAction } from "@/ui/use-action";
import { giveCard, unknownCardsQuery, type UnknownCard } from "./home-queries";
import { PersonCombobox, type Person } from "./person-combobox";
import { PastChargesOffer } from "./past-charges";
import { PEOPLE_CHANGED, type Card } from "./queries";

/** Cards that charged and are nobody's, each to be given to somebody. */
export function UnknownCardsPage() {
  const { t } = useTranslation();
  const { energy, dateTime } = useFormats();
  const mayWrite = useMay("write:id_tokens");
  const cards = useQuery(unknownCardsQuery);
  const [asked, setAsked] = useState<UnknownCard | null>(null);
  const [given, setGiven] = useState<{ card: Card; owner: string } | null>(null);
  const value = (card: UnknownCard) => (
    <span className="font-mono font-medium break-all">{card.value}</span>
  );
  const give = (card: UnknownCard) =>
    mayWrite && (
      <Button small onClick={() => setAsked(card)}>
        {t("unknown_cards.give")}
      </Button>
    );
  const columns: Column<UnknownCard>[] = [
    { id: "value", head: t("people.card"), cell: value },
    { id: "sessions", head: t("place.sessions"), cell: ({ sessions }) => sessions, align: "end" },
    {
      id: "energy",
      head: t("unknown_cards.energy"),
      cell: ({ energy_wh }) => <Measure quantity={energy(energy_wh)} />,
      align: "end",
      from: "tablet",
    },
    {
      id: "last",
      head: t("unknown_cards.last"),
      cell: ({ last_at, last_station_name }) => (
        <>
          {dateTime(last_at)}
          <span className="block text-muted">{last_station_name}</span>
        </>
      ),
    },
    { id: "give", head: t("unknown_cards.give"), hideHead: true, cell: give, align: "end" },
  ];
  return (
    <Page
      title={t("unknown_cards.title")}
      summary={t("unknown_cards.summary")}
      back={<BackLink to="/people">{t("place.people")}</BackLink>}
    >
      {cards.data === undefined ? (
        <Awaiting query={cards}>
          <Loading>
            <Skeleton className="h-40" />
          </Loading>
        </Awaiting>
      ) : cards.data.length === 0 ? (
        <Notice icon="check" title={t("unknown_cards.empty")} />
      ) : (
        <Table
          label={t("unknown_cards.title")}
          rows={cards.data}
          columns={columns}
          rowKey={({ tenant_id, type, value: of }) => `${tenant_id}:${type}:${of}`}
          line={(card) => (
            <div className="flex items-start justify-between gap-3 px-4 py-3 text-sm">
              <div className="grid gap-0.5">
                {value(card)}
                <p className="text-muted">
                  {t("unknown_cards.used", { count: card.sessions })} · {dateTime(card.last_at)}
                </p>
                <p className="text-muted">{card.last_station_name}</p>
              </div>
              {give(card)}
            </div>
          )}
        />
      )}
      {asked && (
        <GiveDialog
          card={asked}
          onGiven={(card, owner) => setGiven({ card, owner })}
          onClose={() => setAsked(null)}
        />
      )}
      {given && <PastChargesOffer {...given} onClose={() => setGiven(null)} />}
    </Page>
  );
}

interface GiveDialogProps {
  card: UnknownCard;
  onGiven: (card: Card, owner: string) => void;
  onClose: () => void;
}

function GiveDialog({ card, onGiven, onClose }: GiveDialogProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const giving = useAction<FormData, Card>({
    send: (_values, key) => giveCard(card, person?.id ?? "", key),
    refreshes: PEOPLE_CHANGED,
    done: () => t("unknown_cards.given", { name: person?.name }),
    onDone: (known) => {
      onClose();
      onGiven(known, person?.name ?? "");
    },
  });
  return (
    <ActionDialog
      title={t("unknown_cards.give_ask", { card: card.value })}
      description={t("unknown_cards.give_hint")}
      order={t("unknown_cards.give")}
      ready={person !== null}
      action={giving}
      onClose={onClose}
    >
      <PersonCombobox tenantId={card.tenant_id} value={person} onChange={setPerson} required />
    </ActionDialog>
  );
}
