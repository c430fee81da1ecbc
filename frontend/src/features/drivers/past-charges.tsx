import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { CHARGED_CHANGED, strayChargesQuery, type Session } from "@/features/sessions/queries";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { Measure } from "@/ui/measure";
import { useAction } from "@/ui/use-action";
import { givePastCharges } from "./home-queries";
import { PEOPLE_CHANGED, type Card } from "./queries";

/** What a card charged while it was nobody's, as long as nobody said whose that was. */
function useStrayCharges(card: Card): readonly Session[] {
  const mayCorrect = useMay("write:sessions");
  return useQuery({ ...strayChargesQuery(card), enabled: mayCorrect }).data ?? [];
}

/** A line that offers to give a card's past to whoever has it now; nothing where there is none. */
export function PastChargesLine({ card, owner }: { card: Card; owner: string }) {
  const { t } = useTranslation();
  const charges = useStrayCharges(card);
  const [isAsked, setAsked] = useState(false);
  if (charges.length === 0) return null;
  return (
    <div className="flex basis-full flex-wrap items-center justify-between gap-3 text-[0.8125rem]">
      <p className="text-muted">{t("past_charges.line", { count: charges.length })}</p>
      <Button small onClick={() => setAsked(true)}>
        {t("past_charges.look")}
      </Button>
      {isAsked && (
        <PastChargesDialog
          card={card}
          owner={owner}
          charges={charges}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}

/** The same question, asked at once when a card was given to somebody. */
export function PastChargesOffer(props: { card: Card; owner: string; onClose: () => void }) {
  const charges = useStrayCharges(props.card);
  return charges.length > 0 && <PastChargesDialog {...props} charges={charges} />;
}

interface PastChargesDialogProps {
  card: Card;
  owner: string;
  charges: readonly Session[];
  onClose: () => void;
}

/** Which past charges of a card were its owner's too: all are shown before any is changed. */
function PastChargesDialog({ card, owner, charges, onClose }: PastChargesDialogProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = charges.filter(({ id }) => !left.has(id));
  const giving = useAction<FormData, unknown>({
    send: (values, key) =>
      givePastCharges(
        card,
        chosen.map(({ id }) => id),
        textOf(values, "reason") ?? "",
        key,
      ),
    refreshes: [...CHARGED_CHANGED, ...PEOPLE_CHANGED],
    done: () => t("past_charges.done", { count: chosen.length, name: owner }),
    onDone: onClose,
  });

  function choose(id: string, isChosen: boolean): void {
    setLeft(new Set(isChosen ? [...left].filter((other) => other !== id) : [...left, id]));
  }

  return (
    <ActionDialog
      title={t("past_charges.title", { name: owner })}
      description={t("past_charges.hint", { card: card.value })}
      order={t("past_charges.order", { count: chosen.length })}
      ready={chosen.length > 0}
      action={giving}
      onClose={onClose}
    >
      <fieldset className="max-h-72 overflow-y-auto rounded-md border border-line">
        <legend className="sr-only">{t("place.sessions")}</legend>
        {charges.map((charge) => (
          <ChargeChoice
            key={charge.id}
            charge={charge}
            isChosen={!left.has(charge.id)}
            onChoose={(isChosen) => choose(charge.id, isChosen)}
          />
        ))}
      </fieldset>
      <TextField
        name="reason"
        label={t("close.reason")}
        defaultValue={t("past_charges.reason")}
        required
        maxLength={500}
        autoComplete="off"
      />
    </ActionDialog>
  );
}

interface ChargeChoiceProps {
  charge: Session;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

function ChargeChoice({ charge, isChosen, onChoose }: ChargeChoiceProps) {
  const { dateTime, energy } = useFormats();
  const { energy_wh, started_at, station_name, timezone } = charge;
  return (
    <label className="flex items-center gap-3 border-b border-line px-3 py-2 text-sm last:border-0 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-(--accent) outline-none"
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
      />
      <span className="min-w-0 grow tabular-nums">
        <span className="block">{dateTime(started_at, timezone)}</span>
        <span className="block truncate text-[0.8125rem] text-muted">{station_name}</span>
      </span>
      <Measure quantity={energy_wh === null ? null : energy(energy_wh)} />
    </label>
  );
}
