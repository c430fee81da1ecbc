/** Charging profiles of a station: what limits it has, what they come to, how they are set. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { beginOf, todayIn } from "@/features/sessions/local-days";
import { addressOf, because, granted, type Recipient } from "@/features/stations/commands";

export type StoredProfile = Schemas["StoredProfileView"];
export type RateUnit = Schemas["RateUnit"];
export type Composite = Schemas["CompositeView"];

export const DAY_S = 86_400;

export function profilesQuery(stationId: string) {
  return queryOptions({
    queryKey: ["station", stationId, "charging-profiles"],
    queryFn: ({ signal }) => {
      const params = { path: { station_id: stationId } };
      const call = api.GET("/api/v1/stations/{station_id}/charging-profiles", { params, signal });
      return bodyOf(call);
    },
  });
}

/** Which limits hold at an EVSE (0 is the station) in the next 24 hours. */
export function compositeQuery(stationId: string, evse: number, unit: RateUnit) {
  return queryOptions({
    queryKey: ["station", stationId, "charging-profiles", "composite", evse, unit],
    queryFn: ({ signal }) => {
      const query = { evse, unit, duration_s: DAY_S };
      const params = { path: { station_id: stationId }, query };
      const call = api.GET("/api/v1/stations/{station_id}/composite-schedule", { params, signal });
      return bodyOf(call);
    },
  });
}

/** A limit as people give it: always, or each day between two times of the station's zone. */
export interface Limit {
  evse: number;
  limit: number;
  unit: RateUnit;
  /** `HH:MM`; both or none. */
  from: string | null;
  to: string | null;
}

/** Return the profile that says a limit: for the whole station, or for each charge at an EVSE. */
export function profileOf(
  limit: Limit,
  timeZone: string,
  now = Date.now(),
): Schemas["ProfileBody"] {
  const isOfStation = limit.evse === 0;
  const periods = [{ start_s: 0, limit: limit.limit }];
  const common = {
    purpose: isOfStation ? ("ChargingStationMaxProfile" as const) : ("TxDefaultProfile" as const),
  };
  const midnight = Date.parse(beginOf(todayIn(timeZone, now), timeZone));
  if (limit.from === null || limit.to === null) {
    const startsAt = new Date(midnight).toISOString();
    const schedule = { unit: limit.unit, periods, starts_at: startsAt };
    return { ...common, kind: "Absolute", schedules: [schedule] };
  }
  const from = minutesOf(limit.from);
  const minutes = (minutesOf(limit.to) - from + 1_440) % 1_440 || 1_440;
  // Yesterday's round may still go on.
  const startsAt = new Date(midnight + from * 60_000 - DAY_S * 1_000).toISOString();
  const schedule = {
    unit: limit.unit,
    periods,
    starts_at: startsAt,
    duration_s: minutes * 60,
  };
  return { ...common, kind: "Recurring", recurrency: "Daily", schedules: [schedule] };
}

export function setLimit(
  recipient: Recipient,
  limit: Limit,
  timeZone: string,
  reason: string | null,
) {
  const params = addressOf(recipient);
  const body = { evse: limit.evse, profile: profileOf(limit, timeZone), ...because(reason) };
  return granted(api.POST("/api/v1/stations/{station_id}/commands/set-profile", { params, body }));
}

export function clearProfile(recipient: Recipient, id: number, reason: string | null) {
  const params = addressOf(recipient);
  const body = { profile_id: id, ...because(reason) };
  return granted(
    api.POST("/api/v1/stations/{station_id}/commands/clear-profile", { params, body }),
  );
}

/** Ask the station which profiles it has; it reports them afterwards. */
export function readProfiles(recipient: Recipient) {
  const params = addressOf(recipient);
  return granted(api.POST("/api/v1/stations/{station_id}/commands/profiles", { params, body: {} }));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
