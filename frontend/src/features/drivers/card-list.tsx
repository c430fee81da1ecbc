import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CardDecisionsDialog } from "@/features/access/decisions";
import { useMay } from "@/features/accounts/permissions";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { StateMark, type Tone } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import type { IconName } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { CardOwnersDialog, MoveCardDialog } from "./card-owners";
import { PastChargesLine } from "./past-charges";
import {
  addCard,
  cardsQuery,
  editCard,
  PEOPLE_CHANGED,
  type Card,
  type CardStatus,
  type Person,
} from "./queries";

const MARKS: Record<CardStatus, { tone: Tone; icon: IconName }> = {
  accepted: { tone: "available", icon: "check" },
  blocked: { tone: "faulted", icon: "lock" },
  expired: { tone: "offline", icon: "clock" },
  invalid: { tone: "faulted", icon: "x" },
  no_credit: { tone: "idle", icon: "alert" },
};

/** The cards that somebody charges with, and whether each may. */
export function CardList({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayRead = useMay("read:id_tokens");
  const mayWrite = useMay("write:id_tokens");
  const [isAdding, setAdding] = useState(false);
  const cards = useQuery({ ...cardsQuery(person.id), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Section
      title={t("cards.title")}
      className="max-lg:mt-10"
      actions={
        mayWrite && (
          <Button small icon="plus" onClick={() => setAdding(true)}>
            {t("cards.add")}
          </Button>
        )
      }
    >
      {cards.data === undefined ? (
        <Awaiting query={cards}>
          <Loading>
            <Skeleton className="h-16" />
          </Loading>
        </Awaiting>
      ) : cards.data.length === 0 ? (
        <Notice icon="card" title={t("cards.empty")}>
          {t("cards.empty_hint")}
        </Notice>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {cards.data.map((card) => (
            <CardLine key={card.id} card={card} owner={person.name} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {isAdding && <AddDialog person={person} onClose={() => setAdding(false)} />}
    </Section>
  );
}

interface CardLineProps {
  card: Card;
  owner: string;
  mayWrite: boolean;
}

function CardLine({ card, owner, mayWrite }: CardLineProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<"move" | "owners" | "decisions" | null>(null);
  const close = () => setAsked(null);
  const isBlocked = card.status === "blocked";
  const blocking = useAction<void, Card>({
    send: () => editCard(card, { status: isBlocked ? "accepted" : "blocked" }),
    refreshes: PEOPLE_CHANGED,
    done: ({ status }) => t(status === "blocked" ? "cards.blocked_done" : "cards.unblocked_done"),
    tellFailure: true,
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-mono font-medium break-all">{card.value}</p>
        <p className="mt-1 text-[0.8125rem]">
          <StateMark {...MARKS[card.status]}>{t(`card_status.${card.status}`)}</StateMark>
        </p>
      </div>
      <span className="flex flex-wrap items-center gap-2">
        {mayWrite && (
          <>
            <Button small busy={blocking.isPending} onClick={() => blocking.mutate()}>
              {t(isBlocked ? "cards.unblock" : "cards.block")}
            </Button>
            <Button small onClick={() => setAsked("move")}>
              {t("cards.move")}
            </Button>
          </>
        )}
        <IconButton
          icon="history"
          label={t("cards.owners")}
          className="size-8!"
          onClick={() => setAsked("owners")}
        />
        <IconButton
          icon="card"
          label={t("decisions.of_card")}
          className="size-8!"
          onClick={() => setAsked("decisions")}
        />
      </span>
      <PastChargesLine card={card} owner={owner} />
      {asked === "move" && <MoveCardDialog card={card} onClose={close} />}
      {asked === "decisions" && <CardDecisionsDialog card={card} onClose={close} />}
      {asked === "owners" && <CardOwnersDialog card={card} onClose={close} />}
    </li>
  );
}

function AddDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const adding = useAction<FormData, Card>({
    send: (values, key) => addCard(person.id, textOf(values, "value") ?? "", person.tenant_id, key),
    refreshes: PEOPLE_CHANGED,
    done: () => t("cards.added"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("cards.add_to", { name: person.name })}
      order={t("cards.add")}
      action={adding}
      onClose={onClose}
    >
      <TextField
        name="value"
        label={t("people.card")}
        hint={t("people.card_hint")}
        required
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
      />
    </ActionDialog>
  );
}
