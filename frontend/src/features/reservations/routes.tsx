/** The address of all reservations. */
import { createRoute } from "@tanstack/react-router";
import { laterPage } from "@/shell/later-page";
import { signedIn } from "@/shell/routes";
import { readReservationSearch } from "./queries";

const reservations = createRoute({
  getParentRoute: () => signedIn,
  path: "/reservations",
  validateSearch: readReservationSearch,
  component: laterPage(() => import("./reservations-page"), "ReservationsPage"),
});

export const reservationRoutes = [reservations] as const;
