/** How one wants to be told: ways, kinds, hours, devices, and the stations one waits for. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { ApiProblem } from "@/api/problem";

export type Preferences = Schemas["PreferencesView"];
export type Way = Schemas["WayView"];
export type Wish = Schemas["WishView"];

export type PreferenceChanges = Partial<Schemas["PreferenceChanges"]>;

export const PREFERENCES_CHANGED = [["notice-preferences"]] as const;
export const WISHES_CHANGED = [["station-wishes"]] as const;

export const preferencesQuery = queryOptions({
  queryKey: ["notice-preferences"],
  queryFn: ({ signal }) => bodyOf(api.GET("/api/v1/notifications/preferences", { signal })),
});

export function editPreferences(body: PreferenceChanges): Promise<Preferences> {
  return bodyOf(api.PATCH("/api/v1/notifications/preferences", { body }));
}

/** The key with which a browser agrees to be shown notices; null where nothing is pushed. */
export const pushKeyQuery = queryOptions({
  queryKey: ["push-key"],
  queryFn: async ({ signal }) => {
    try {
      return (await bodyOf(api.GET("/api/v1/notifications/push-key", { signal }))).public_key;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    }
  },
});

export function addDevice(body: Schemas["PushSubscription"]): Promise<Schemas["DeviceView"]> {
  return bodyOf(api.POST("/api/v1/notifications/devices", { body }));
}

/** Harmless when the platform does not know the device any more. */
export async function removeDevice(id: string): Promise<void> {
  const params = { path: { push_subscription_id: id } };
  try {
    await bodyOf(api.DELETE("/api/v1/notifications/devices/{push_subscription_id}", { params }));
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error;
  }
}

export const wishesQuery = queryOptions({
  queryKey: ["station-wishes"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/notifications/wishes", { signal }))).items,
});

/** Be told once when a station is free, within twelve hours. */
export function wishFor(stationId: string): Promise<Wish> {
  const params = { path: { station_id: stationId } };
  return bodyOf(api.PUT("/api/v1/notifications/wishes/{station_id}", { params }));
}

export async function dropWish(stationId: string): Promise<void> {
  const params = { path: { station_id: stationId } };
  await bodyOf(api.DELETE("/api/v1/notifications/wishes/{station_id}", { params }));
}
