import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "@/ui/field";
import { Segments } from "@/ui/segments";
import { CommandDialog } from "./command-dialog";
import { reset, setAvailability, trigger, unlock, type Recipient, type Spot } from "./commands";
import { textOf } from "@/ui/form-text";
import { ReasonField } from "./reason-field";

/** An order that the page asks about before it is given. */
export type Order =
  | { kind: "unlock"; spot: Spot; place: string }
  | { kind: "availability"; operative: boolean; spot: Spot | null; place: string }
  | { kind: "reset" }
  | { kind: "trigger" };

const MESSAGES = ["StatusNotification", "MeterValues", "Heartbeat", "BootNotification"] as const;

interface OrderDialogProps {
  order: Order;
  recipient: Recipient;
  onClose: () => void;
}

/** Ask before an order is given, and why; then show what the station answers. */
export function OrderDialog({ order, recipient, onClose }: OrderDialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<"soft" | "hard">("soft");

  function send(values: FormData): Promise<unknown> {
    const reason = textOf(values, "reason");
    switch (order.kind) {
      case "unlock":
        return unlock(recipient, order.spot, reason);
      case "availability":
        return setAvailability(recipient, order.operative, order.spot, reason);
      case "reset":
        return reset(recipient, kind, reason);
      case "trigger":
        return trigger(recipient, textOf(values, "message") ?? MESSAGES[0], reason);
    }
  }

  const word =
    order.kind === "availability" ? (order.operative ? "enable" : "disable") : order.kind;
  const isHarsh = word === "disable" || (order.kind === "reset" && kind === "hard");
  return (
    <CommandDialog
      title={t(`order.${word}.title`)}
      description={"place" in order ? order.place : undefined}
      order={t(`order.${word}.order`)}
      tone={isHarsh ? "danger" : "primary"}
      done={t(`order.${word}.done`)}
      send={send}
      onClose={onClose}
    >
      {order.kind === "reset" && (
        <Segments
          label={t("order.reset.kind")}
          value={kind}
          options={[
            ["soft", t("order.reset.soft")],
            ["hard", t("order.reset.hard")],
          ]}
          onChoose={setKind}
        />
      )}
      {order.kind === "trigger" && (
        <SelectField name="message" label={t("order.trigger.message")}>
          {MESSAGES.map((each) => (
            <option key={each} value={each}>
              {t(`order.message.${each}`)}
            </option>
          ))}
        </SelectField>
      )}
      <p className="text-sm text-muted">
        {order.kind === "reset" ? t(`order.reset.${kind}_hint`) : t(`order.${word}.hint`)}
      </p>
      <ReasonField />
    </CommandDialog>
  );
}
