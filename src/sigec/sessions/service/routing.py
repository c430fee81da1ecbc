"""Which session a report belongs to: by its own id, else by connector, token and time."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from sigec.sessions.model import Context, ReportKind, Session, TransactionReport


def start_key(report: TransactionReport) -> str | None:
    """Return what makes two starts without an id the same one (OCPP 1.6); else ``None``."""
    if report.kind is not ReportKind.STARTED or report.external_id is not None:
        return None
    content = (
        report.station_id,
        report.connector,
        report.id_token and report.id_token.canonical,
        report.at,
        report.register_wh,
    )
    return sha256(msgspec.json.encode(content)).hexdigest()


def find_named(sessions: Iterable[Session], report: TransactionReport) -> Session | None:
    """Return the session that the report names: of several generations the one of its time."""
    key = start_key(report)
    named = [
        session
        for session in sessions
        if session.station_id == report.station_id
        and (
            session.start_key == key
            if key is not None
            else report.external_id is not None and session.external_id == report.external_id
        )
    ]
    named.sort(key=lambda session: session.generation)
    begun = [session for session in named if session.started_at <= report.happened_at]
    return (begun[-1] if begun else named[0]) if named else None


def is_reuse(session: Session, report: TransactionReport) -> bool:
    """Say whether a start uses the id of a session that had ended when it was made."""
    ended_at = session.fold.ended_at
    return (
        report.kind is ReportKind.STARTED
        and report.external_id is not None
        and ended_at is not None
        and not report.is_time_assumed
        and report.happened_at >= ended_at
        and report.happened_at > session.started_at
    )


def attribute(sessions: Iterable[Session], report: TransactionReport) -> Session | None:
    """Return the one session that a report without a (known) id fits; of several none.

    One that has just taken the same report has the first claim to its repeat.
    """
    sessions = list(sessions)
    took = [session for session in sessions if report.fingerprint in session.fold.recent]
    fitting = took or [session for session in sessions if fits(session, report)]
    return fitting[0] if len(fitting) == 1 else None


def fits(session: Session, report: TransactionReport) -> bool:
    """Say whether an orphan may belong to a session.

    Meter values must be of its EVSE, within its time. A stop must not contradict its EVSE, token,
    time and first register; one that names an id nobody gave out must also show the token.
    """
    at = report.happened_at
    if session.station_id != report.station_id or at < session.started_at:
        return False
    if report.kind is ReportKind.UPDATED:
        ended_at = session.ended_at
        is_there = report.evse is not None and report.evse == session.fold.evse
        return is_there and (ended_at is None or at <= ended_at)
    return (
        report.kind is ReportKind.ENDED
        and session.fold.ended_at is None
        and report.evse in (None, session.fold.evse)
        and _shows_token(session, report)
        and not _is_below_start(session, report)
    )


def is_nobodys(report: TransactionReport) -> bool:
    """Say whether no session is missing a report: the station's meter, or an idle connector's.

    Clock-aligned values without a transaction come all day from connectors that charge nobody.
    """
    if report.kind is not ReportKind.UPDATED:
        return False
    is_by_the_clock = all(sample.context == Context.CLOCK for sample in report.samples)
    return report.evse is None or (report.external_id is None and is_by_the_clock)


def _shows_token(session: Session, report: TransactionReport) -> bool:
    token, shown = session.fold.id_token, report.id_token
    if shown is None or token is None:
        return report.external_id is None
    return shown.canonical == token.canonical


def _is_below_start(session: Session, report: TransactionReport) -> bool:
    first_wh, register_wh = session.fold.meters.first_wh, report.register_wh
    return first_wh is not None and register_wh is not None and register_wh < first_wh


def rounds(station_ids: Sequence[object]) -> Sequence[Sequence[int]]:
    """Split the items of a batch, given by their stations, so that no round has a station twice."""
    turns: dict[object, int] = {}
    split: list[list[int]] = []
    for index, station_id in enumerate(station_ids):
        turn = turns.get(station_id, 0)
        turns[station_id] = turn + 1
        if turn == len(split):
            split.append([])
        split[turn].append(index)
    return split
