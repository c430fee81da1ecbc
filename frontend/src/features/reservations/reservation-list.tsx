import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ParseKeys } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { StateMark, type Tone } from "@/ui/badge";
import { Button, buttonClass } from "@/ui/button";
import type { IconName } from "@/ui/icon";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { CancelDialog } from "./cancel-dialog";
import { reservationsQuery, type Reservation, type ReservationSearch } from "./queries";

interface ReservationListProps {
  search: ReservationSearch;
  /** Left out, those of every station. */
  stationId?: string;
  /** A resident's own need no name. */
  areOwn?: boolean;
}

/** Reservations, the latest made first: for whom, where, from when to when, and how they stand. */
export function ReservationList({ search, stationId, areOwn = false }: ReservationListProps) {
  const { t } = useTranslation();
  const reservations = useInfiniteQuery(reservationsQuery(search, stationId));
  const [ending, setEnding] = useState<Reservation | null>(null);
  return (
    <>
      <ListView
        query={reservations}
        empty={<Notice icon="calendar" title={t("reservations.none")} />}
      >
        {(found) => (
          <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
            {found.map((each) => (
              <ReservationLine
                key={each.id}
                reservation={each}
                namesPlace={stationId === undefined}
                areOwn={areOwn}
                onEnd={() => setEnding(each)}
              />
            ))}
          </ol>
        )}
      </ListView>
      {ending && <CancelDialog reservation={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

interface ReservationLineProps {
  reservation: Reservation;
  namesPlace: boolean;
  areOwn: boolean;
  onEnd: () => void;
}

function ReservationLine({ reservation, namesPlace, areOwn, onEnd }: ReservationLineProps) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const mayEnd = mayCommand || areOwn;
  const { person, evse, id_token, status, session_id: sessionId } = reservation;
  const whom = person === null ? id_token : [person.name, person.unit].filter(Boolean).join(" · ");
  const place = [
    namesPlace && reservation.station_name,
    evse === null
      ? (reservation.connector_type ?? t("reservations.anywhere"))
      : t("incidents.connector", { number: evse }),
  ];
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 text-sm md:grid-cols-[9rem_1fr_auto] md:items-start">
      <StateMark tone={TONES[status]} icon={ICONS[status] ?? "stop"}>
        {t(`reservations.status.${status}`)}
      </StateMark>
      <div className="min-w-0">
        <p className="font-semibold break-words first-letter:uppercase">
          {place.filter(Boolean).join(" · ")}
        </p>
        {!areOwn && <p className="mt-0.5 break-words">{whom ?? t("reservations.nobody")}</p>}
        <Span reservation={reservation} />
        <p className="mt-0.5 text-muted text-pretty">
          {t(`reservations.reason.${reservation.reason}` as ParseKeys, { defaultValue: "" })}
          {reservation.station_to_be_told && ` ${t("reservations.to_be_told")}`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2 md:justify-end">
        {mayEnd && reservation.is_open && (
          <Button small onClick={onEnd}>
            {t("reservations.cancel")}
          </Button>
        )}
        {sessionId !== null && (
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId }}
            className={buttonClass("secondary", true)}
          >
            {t("attention.see_session")}
          </Link>
        )}
      </div>
    </li>
  );
}

function Span({ reservation }: { reservation: Reservation }) {
  const { t } = useTranslation();
  const { date, time } = useFormats();
  const { starts_at, expires_at, timezone } = reservation;
  return (
    <p className="mt-0.5 tabular-nums">
      {t("reservations.span", {
        day: date(starts_at, timezone),
        from: time(starts_at, timezone),
        to: time(expires_at, timezone),
      })}
    </p>
  );
}

const TONES: Record<Reservation["status"], Tone> = {
  planned: "waiting",
  sent: "waiting",
  accepted: "reserved",
  used: "available",
  expired: "offline",
  cancelled: "offline",
  rejected: "faulted",
  faulted: "faulted",
  occupied: "faulted",
  unavailable: "faulted",
};
const ICONS: Partial<Record<Reservation["status"], IconName>> = {
  planned: "calendar",
  sent: "send",
  accepted: "check",
  used: "bolt",
  rejected: "alert",
  faulted: "alert",
  occupied: "alert",
  unavailable: "alert",
};
