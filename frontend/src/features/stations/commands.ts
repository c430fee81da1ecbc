/** Orders to a station that a person waits for, and what came of them in words. */
import type { ParseKeys, TFunction } from "i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import { failureWords } from "@/ui/failure-words";

export type StartOrder = Schemas["StartBody"];
export type CommandStatus = Schemas["CommandStatus"];
type Result = Schemas["CommandResultView"];

/** The answers that mean: it is done, or will be. */
const GRANTED: readonly CommandStatus[] = ["accepted", "scheduled", "reboot_required"];

/** The station answered, and its answer was no. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";

  constructor(readonly status: string) {
    super(status);
  }
}

/** Where an order goes; the tenant matters when the platform's administration gives it. */
export interface Recipient {
  stationId: string;
  tenantId: string;
}

/** A part of a station: an EVSE and its connector, by OCPP's numbers. */
export interface Spot {
  evse: number;
  connector: number;
}

/** Ask a station to start a charge and wait for its answer. */
export function startCharge(recipient: Recipient, body: StartOrder): Promise<Result> {
  const params = addressOf(recipient);
  return granted(api.POST("/api/v1/stations/{station_id}/commands/start", { params, body }));
}

/** Ask a station to end a charge and wait for its answer. */
export function stopCharge(recipient: Recipient, sessionId: string, reason: string | null = null) {
  const params = addressOf(recipient);
  const body = { session_id: sessionId, ...because(reason) };
  return granted(api.POST("/api/v1/stations/{station_id}/commands/stop", { params, body }));
}

export function unlock(recipient: Recipient, { evse, connector }: Spot, reason: string | null) {
  const params = addressOf(recipient);
  const body = { evse, connector, ...because(reason) };
  return granted(api.POST("/api/v1/stations/{station_id}/commands/unlock", { params, body }));
}

export function reset(recipient: Recipient, type: Schemas["ResetKind"], reason: string | null) {
  const params = addressOf(recipient);
  const body = { type, ...because(reason) };
  return granted(api.POST("/api/v1/stations/{station_id}/commands/reset", { params, body }));
}

/** Take a part of a station out of service or bring it back; without a spot all of it. */
export function setAvailability(
  recipient: Recipient,
  operative: boolean,
  spot: Spot | null,
  reason: string | null,
) {
  const params = addressOf(recipient);
  const body = { operative, ...spot, ...because(reason) };
  return granted(api.POST("/api/v1/stations/{station_id}/commands/availability", { params, body }));
}

/** Ask for a message now; `message` is spelled as OCPP does. */
export function trigger(recipient: Recipient, message: string, reason: string | null) {
  const params = addressOf(recipient);
  const body = { message, ...because(reason) };
  return granted(api.POST("/api/v1/stations/{station_id}/commands/trigger", { params, body }));
}

export function addressOf({ stationId, tenantId }: Recipient) {
  return { path: { station_id: stationId }, header: { "x-sigec-tenant": tenantId } };
}

export function because(reason: string | null): { reason?: string } {
  return reason === null ? {} : { reason };
}

/** Wait for the station's answer. A refusal of the station fails like one of the platform. */
export async function granted(call: Parameters<typeof bodyOf<Result>>[0]): Promise<Result> {
  const result = await bodyOf(call);
  if (!GRANTED.includes(result.status)) throw new CommandRefused(result.status);
  return result;
}

/** Return why an order was not carried out, for the person who gave it. */
export function commandFailure(error: Error, t: TFunction): string {
  if (error instanceof CommandRefused) {
    return t(`command.${error.status}` as ParseKeys, { defaultValue: t("command.rejected") });
  }
  if (error instanceof ApiProblem && error.status === 504) return t("command.silent");
  return failureWords(error, t);
}
