import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Dialog } from "@/ui/dialog";
import { Facts } from "@/ui/facts";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { ownersQuery } from "./home-queries";
import { PersonCombobox, type Person } from "./person-combobox";
import { editCard, PEOPLE_CHANGED, type Card } from "./queries";

interface CardDialogProps {
  card: Card;
  onClose: () => void;
}

/** Pass a card on; what was charged with it before stays where it is. */
export function MoveCardDialog({ card, onClose }: CardDialogProps) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const moving = useAction<FormData, Card>({
    send: () => editCard(card, { person_id: person?.id ?? null }),
    refreshes: PEOPLE_CHANGED,
    done: () => t(person ? "cards.moved" : "cards.released", { name: person?.name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("cards.move_ask", { card: card.value })}
      description={t("cards.move_hint")}
      order={t(person ? "cards.move" : "cards.release")}
      action={moving}
      onClose={onClose}
    >
      <PersonCombobox
        label={t("cards.move_to")}
        tenantId={card.tenant_id}
        value={person}
        onChange={setPerson}
      />
    </ActionDialog>
  );
}

/** Whose a card is, and was. */
export function CardOwnersDialog({ card, onClose }: CardDialogProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const owners = useQuery(ownersQuery(card));
  const span = (from: string | null, to: string | null) => {
    if (from === null && to === null) return t("cards.always");
    if (to === null) return t("people.lives_since", { from: dateTime(from ?? "") });
    return from === null
      ? t("cards.until", { to: dateTime(to) })
      : t("people.lived", { from: dateTime(from), to: dateTime(to) });
  };
  return (
    <Dialog title={t("cards.owners")} description={card.value} onClose={onClose}>
      {owners.data === undefined ? (
        <Awaiting query={owners}>
          <Loading>
            <Skeleton className="h-16" />
          </Loading>
        </Awaiting>
      ) : (
        <Facts
          facts={owners.data.map(({ name, owned_from, owned_to }) => [
            name,
            span(owned_from, owned_to),
          ])}
        />
      )}
    </Dialog>
  );
}
