import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonCombobox, type Person } from "@/features/drivers/person-combobox";
import { CommandDialog } from "@/features/stations/command-dialog";
import { startCharge } from "@/features/stations/commands";
import { placeName, type BoardConnector } from "@/features/board/board";
import { TextField } from "@/ui/field";
import { Segments } from "@/ui/segments";

type Payer = "person" | "card";

interface StartDialogProps {
  connector: BoardConnector;
  onClose: () => void;
}

/** Start a charge for someone: a person of the list, or the number of a card. */
export function StartDialog({ connector, onClose }: StartDialogProps) {
  const { t } = useTranslation();
  const [payer, setPayer] = useState<Payer>("person");
  const [person, setPerson] = useState<Person | null>(null);
  const [card, setCard] = useState("");

  const identity =
    payer === "person"
      ? person !== null && { person_id: person.id }
      : card.trim() !== "" && { id_token: card.trim() };

  return (
    <CommandDialog
      title={t("start.title")}
      description={placeName(connector, t)}
      order={t("start.order")}
      ready={identity !== false}
      done={t("start.done")}
      send={() =>
        startCharge(
          { stationId: connector.station_id, tenantId: connector.tenant_id },
          {
            evse: connector.evse,
            connector: connector.connector,
            ...identity,
          },
        )
      }
      onClose={onClose}
    >
      <Segments
        label={t("start.payer")}
        value={payer}
        options={[
          ["person", t("start.person")],
          ["card", t("start.card")],
        ]}
        onChoose={setPayer}
      />
      <div className="mt-4">
        {payer === "person" ? (
          <PersonCombobox tenantId={connector.tenant_id} value={person} onChange={setPerson} />
        ) : (
          <TextField
            label={t("start.card_number")}
            value={card}
            onChange={(event) => setCard(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            maxLength={36}
          />
        )}
      </div>
    </CommandDialog>
  );
}
