/** Reservations as they are, making one and ending it. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";

export type Reservation = Schemas["ReservationView"];
export type ReservableSite = Schemas["ReservableSite"];
export type NewReservation = Schemas["NewReservation"];

export const SHOWN = ["open", "over", "no_show"] as const;
const PAGE = 50;

/** Which reservations are looked at; it lives in the address. */
export interface ReservationSearch {
  shown?: (typeof SHOWN)[number];
  site_id?: string;
}

export function readReservationSearch(search: Record<string, unknown>): ReservationSearch {
  const shown = SHOWN.find((known) => known === search.shown);
  const { site_id } = search;
  return {
    ...(shown && { shown }),
    ...(typeof site_id === "string" && site_id !== "" && { site_id }),
  };
}

const WANTED = {
  open: { open: true },
  over: { open: false },
  no_show: { no_show: true },
} as const;

/** Everything that is asked again when a reservation changes. */
export const RESERVATIONS_CHANGED = [["reservations"], ["board"]] as const;

export function reservationsQuery({ shown, site_id }: ReservationSearch, stationId?: string) {
  return infiniteQueryOptions({
    queryKey: ["reservations", "list", shown, site_id, stationId],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE,
        ...(shown && WANTED[shown]),
        ...(site_id !== undefined && { site_id }),
        ...(stationId !== undefined && { station_id: stationId }),
        ...pageParam,
      };
      return bodyOf(api.GET("/api/v1/reservations", { params: { query }, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });
}

/** Where a resident may reserve. */
export const placesQuery = queryOptions({
  queryKey: ["reservations", "places"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/me/reservation-places", { signal }))).items,
});

export async function reserve(body: NewReservation, tenantId?: string): Promise<Reservation> {
  const params = { header: { "x-sigec-tenant": tenantId } };
  return await bodyOf(api.POST("/api/v1/reservations", { params, body }));
}

export async function cancelReservation(
  { id, tenant_id }: Reservation,
  note: string | null,
): Promise<Reservation> {
  const params = { path: { reservation_id: id }, header: { "x-sigec-tenant": tenant_id } };
  const body = { ...(note !== null && { note }) };
  return await bodyOf(api.POST("/api/v1/reservations/{reservation_id}/cancel", { params, body }));
}
