/** Orders to a station that a person waits for, and what came of them in words. */
import type { ParseKeys, TFunction } from "i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import { failureWords } from "@/ui/failure-words";

export type StartOrder = Schemas["StartBody"];

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

/** Ask a station to start a charge and wait for its answer. */
export function startCharge(recipient: Recipient, body: StartOrder): Promise<void> {
  const params = addressOf(recipient);
  return accepted(api.POST("/api/v1/stations/{station_id}/commands/start", { params, body }));
}

/** Ask a station to end a charge and wait for its answer. */
export function stopCharge(recipient: Recipient, sessionId: string): Promise<void> {
  const params = addressOf(recipient);
  const body = { session_id: sessionId };
  return accepted(api.POST("/api/v1/stations/{station_id}/commands/stop", { params, body }));
}

function addressOf({ stationId, tenantId }: Recipient) {
  return { path: { station_id: stationId }, header: { "x-sigec-tenant": tenantId } };
}

async function accepted(call: Parameters<typeof bodyOf<Schemas["CommandResultView"]>>[0]) {
  const { status } = await bodyOf(call);
  if (status !== "accepted") throw new CommandRefused(status);
}

/** Return why an order was not carried out, for the person who gave it. */
export function commandFailure(error: Error, t: TFunction): string {
  if (error instanceof CommandRefused) {
    return t(`command.${error.status}` as ParseKeys, { defaultValue: t("command.rejected") });
  }
  if (error instanceof ApiProblem && error.status === 504) return t("command.silent");
  return failureWords(error, t);
}
