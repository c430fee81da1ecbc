/** What a station is wanted to be from now on, and how near it is. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";
import type { Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import { addressOf, type Recipient } from "./commands";
import { keyOf, nameOf, type Variable } from "./variables";

export type Desire = Schemas["DesireView"];
export type DesireState = Desire["state"];

const LONG_PAGE = 200;

/** The variables that are wanted of a station. */
export function wantedVariablesQuery(stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "desires", "variable"],
    queryFn: ({ signal }) =>
      everyPage((page) => {
        const params = {
          path: { station_id: stationId },
          query: { kind: "variable" as const, limit: LONG_PAGE, ...page },
        };
        return bodyOf(api.GET("/api/v1/stations/{station_id}/desires", { params, signal }));
      }),
  });
}

export function wantVariable(
  recipient: Recipient,
  variable: Variable,
  value: string,
  mayReboot: boolean,
) {
  const params = addressOf(recipient);
  const body = { ...nameOf(variable), value, may_reboot: mayReboot };
  return bodyOf(api.PUT("/api/v1/stations/{station_id}/desired-variables", { params, body }));
}

export function retryDesire(recipient: Recipient, desireId: string) {
  const params = withDesire(recipient, desireId);
  return bodyOf(api.POST("/api/v1/stations/{station_id}/desires/{desire_id}/retry", { params }));
}

export function dropDesire(recipient: Recipient, desireId: string) {
  const params = withDesire(recipient, desireId);
  return bodyOf(api.DELETE("/api/v1/stations/{station_id}/desires/{desire_id}", { params }));
}

/** The value that is wanted. */
export function wantedValue({ wanted }: Desire): string {
  return String(wanted["value"]);
}

/** The desires by the variable that they are about. */
export function byVariable(desires: readonly Desire[]): ReadonlyMap<string, Desire> {
  return new Map(desires.map((desire) => [keyOf(desire.wanted["name"] as Variable), desire]));
}

/** When a variable was told that never was. */
export const NEVER = "";

/** A variable that is wanted and that the station never told of. */
export function unheardOf(desire: Desire): Variable {
  const name = desire.wanted["name"] as Variable;
  return {
    ...name,
    id: desire.id,
    value: null,
    mutability: null,
    persistent: null,
    constant: null,
    characteristics: null,
    reported_at: NEVER,
  };
}

/** How a desire stands, as one word: what waits for a boot is not simply pending. */
export type Standing = DesireState | "needs_reboot";

export function standingOf({ state, needs_reboot }: Desire): Standing {
  return needs_reboot ? "needs_reboot" : state;
}

export const STANDINGS: Record<Standing, { tone: Tone; icon: IconName }> = {
  applied: { tone: "available", icon: "check" },
  pending: { tone: "waiting", icon: "history" },
  needs_reboot: { tone: "waiting", icon: "refresh" },
  refused: { tone: "faulted", icon: "alert" },
  unsupported: { tone: "offline", icon: "info" },
};

function withDesire(recipient: Recipient, desireId: string) {
  const { path, ...rest } = addressOf(recipient);
  return { ...rest, path: { ...path, desire_id: desireId } };
}
