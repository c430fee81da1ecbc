/** Who limited the power of a charge, and why: the orders that a station accepted. */
import type { Schemas } from "@/api/client";

type Command = Schemas["CommandView"];

const SETS = "SetChargingProfile";
const CLEARS = "ClearChargingProfile";

/** The part of an OCPP order that names where it counts: 0 or nothing is the whole station. */
interface OcppOrder {
  action?: string;
  payload?: { connectorId?: number; evseId?: number };
}

/** Whether an order changed how much power an EVSE may give. */
export function changesLimit(command: Command, evse: number | null): boolean {
  const { action, payload } = command.payload as OcppOrder;
  const place = payload?.connectorId ?? payload?.evseId ?? 0;
  return (
    command.kind === "ocpp" &&
    command.status === "accepted" &&
    (action === SETS || action === CLEARS) &&
    (place === 0 || place === evse)
  );
}

/** Return the order whose limit counts now; `commands` come newest first. */
export function limitInForce(commands: readonly Command[], evse: number | null): Command | null {
  const latest = commands.find((command) => changesLimit(command, evse));
  return latest && (latest.payload as OcppOrder).action === SETS ? latest : null;
}
