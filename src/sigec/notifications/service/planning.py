"""Hear what happens, and turn it into notices: the urgent ones first, each fact once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.db import Database
from sigec.drivers.service import find_contacts
from sigec.events import Event
from sigec.events.drivers import PersonChanged
from sigec.events.incidents import IncidentOpened
from sigec.events.sessions import (
    SessionEnded,
    SessionIdentified,
    SessionRated,
    SessionStateChanged,
)
from sigec.events.stations import ConnectorStatusChanged
from sigec.events.webhooks import WebhookPaused
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import RecipientId, SessionId
from sigec.kit.periods import Period
from sigec.kit.ports import Clock
from sigec.notifications._store import deliveries
from sigec.notifications._store import notices as store
from sigec.notifications._store.preferences import take_wishes
from sigec.notifications.model import (
    WEBHOOK_PAUSED,
    Alert,
    Kind,
    News,
    Notice,
    Sign,
    is_known_alert,
)
from sigec.notifications.ports import Bell
from sigec.notifications.service.reservation_news import news_of_reservations
from sigec.notifications.service.session_news import news_of, news_of_end, news_of_fault
from sigec.notifications.service.watching import WattWatcher, state_sign
from sigec.notifications.service.writing import COST_WAIT, write_news
from sigec.notifications.service.writing import look_up as look_up_context
from sigec.sessions.model import Session, SessionStatus
from sigec.sessions.service import find_costs, find_ended_at, find_open_at, find_sessions
from sigec.stations.model import RULES, ConnectorStatus, Incident, IncidentKind
from sigec.stations.service import find_faults

ENDED_BY_FAULT_MAX = timedelta(minutes=1)
"""How long after it ended a charge a fault is told to whoever charged."""
NOTICED_LATE_MAX = timedelta(hours=12)
"""An incident that we noticed later, after we were away, is news all the same."""
REWORDED_FOR = timedelta(minutes=5)
"""How long after a notice its price may still be filled in; later it is history."""

Kept = TypeVar("Kept", bound=Event)


class NoticePlanner:
    """Hears every event, once or more often; a repeat tells nobody twice."""

    def __init__(
        self, database: Database, clock: Clock, *, watcher: WattWatcher, bell: Bell
    ) -> None:
        self._database = database
        self._clock = clock
        self._watcher = watcher
        self._bell = bell

    async def plan_urgent(self, envelopes: Sequence[outbox.Envelope]) -> None:
        """Store what is to be told of troubles, and to whom."""
        async with self._database.transaction(PLATFORM) as connection:
            news = [
                *_news_of_paused(envelopes),
                *await self._news_of_incidents(connection, _of(envelopes, IncidentOpened)),
            ]
            notices = await write_news(connection, news, now=self._clock.now())
        await self._bell.rang(notices)

    async def plan(self, envelopes: Sequence[outbox.Envelope]) -> None:
        """Store what is to be told of charges, connectors and reservations, and to whom."""
        changed = _of(envelopes, SessionStateChanged)
        identified = _of(envelopes, SessionIdentified)
        free = [
            each
            for each in _of(envelopes, ConnectorStatusChanged)
            if each.status == ConnectorStatus.AVAILABLE
        ]
        ended, rated = _of(envelopes, SessionEnded), _of(envelopes, SessionRated)
        reserved = list(news_of_reservations(each.event for each in envelopes))
        if not (changed or identified or free or ended or rated or reserved):
            return
        async with self._database.transaction(PLATFORM) as connection:
            notices = [*await self._watch(connection, changed, identified)]
            news = [
                *await self._news_of_ends(connection, ended),
                *await self._news_of_free(connection, free),
                *reserved,
            ]
            notices += await write_news(connection, news, now=self._clock.now())
            await self._fill_in_costs(connection, rated)
        await self._bell.rang(notices)

    async def forget(self, event: PersonChanged) -> None:
        """Remove all that was told to a person who is no more."""
        if event.tenant_id is None:
            return
        async with self._database.transaction(PLATFORM) as connection:
            if not await find_contacts(connection, [event.person_id]):
                recipient_id = RecipientId(event.person_id)
                await store.forget_recipient(connection, event.tenant_id, recipient_id)

    async def _news_of_incidents(
        self, connection: AsyncConnection, events: Sequence[IncidentOpened]
    ) -> Sequence[News]:
        found: list[News] = []
        sessions = await find_sessions(
            connection, {each.session_id for each in events if each.session_id}
        )
        for event in events:
            if event.tenant_id is None:
                continue
            if is_known_alert(event.kind):
                found.append(_alert_of(event, now=self._clock.now()))
            if event.kind != IncidentKind.CONNECTOR_FAULT or event.station_id is None:
                continue
            known = sessions.get(event.session_id) if event.session_id else None
            concerned = [known] if known else await _met_by(connection, event)
            found += [
                news_of_fault(session, event.incident_id, event.error_code, event.at)
                for session in concerned
                if session.holder.person_id
            ]
        return found

    async def _news_of_ends(
        self, connection: AsyncConnection, events: Sequence[SessionEnded]
    ) -> Sequence[News]:
        if not events:
            return []
        await self._watcher.ended(connection, [event.session_id for event in events])
        late = {event.session_id: event.late for event in events if event.person_id}
        sessions = await find_sessions(connection, late.keys())
        costs = await find_costs(connection, sessions.keys())
        faults: defaultdict[SessionId | None, list[Incident]] = defaultdict(list)
        for incident in await find_faults(connection, sessions.keys()):
            faults[incident.session_id].append(incident)
        news = (
            news_of_end(
                session,
                faults[session_id],
                cost=costs.get(session_id),
                is_late=late[session_id],
            )
            for session_id, session in sessions.items()
        )
        return [each for each in news if each is not None]

    async def _news_of_free(
        self, connection: AsyncConnection, events: Sequence[ConnectorStatusChanged]
    ) -> Sequence[News]:
        since = {event.station_id: event.at for event in reversed(events)}  # the first counts
        if not since:
            return []
        wishes = await take_wishes(connection, since.keys(), at=self._clock.now())
        return [
            News(
                kind=Kind.STATION_FREE,
                tenant_id=wish.tenant_id,
                subject_id=wish.id,
                at=max(since[wish.station_id], wish.created_at),
                person_id=wish.person_id,
                station_id=wish.station_id,
            )
            for wish in wishes
        ]

    async def _watch(
        self,
        connection: AsyncConnection,
        changed: Sequence[SessionStateChanged],
        identified: Sequence[SessionIdentified],
    ) -> Sequence[Notice]:
        """Let states stand for watts where there are none."""
        signs: defaultdict[SessionId, list[Sign]] = defaultdict(list)
        for event in changed:
            sign = state_sign(event.at, SessionStatus(event.state))
            if sign is not None and event.person_id:
                signs[event.session_id].append(sign)
        concerned = {*signs, *(event.session_id for event in identified)}
        if not concerned:
            return []
        sessions = await find_sessions(connection, concerned)
        return await self._watcher.feed(connection, list(sessions.values()), signs)

    async def _fill_in_costs(
        self, connection: AsyncConnection, events: Sequence[SessionRated]
    ) -> None:
        """Say what a charge cost where it was not known yet, and let that go."""
        now = self._clock.now()
        told = await store.find_by_subject(
            connection, Kind.CHARGING_ENDED, {event.session_id for event in events}
        )
        told = [notice for notice in told if notice.created_at > now - REWORDED_FOR]
        if not told:
            return
        sessions = await find_sessions(
            connection, {notice.session_id for notice in told if notice.session_id}
        )
        costs = await find_costs(connection, sessions.keys())
        news = {
            session_id: news_of(session, Kind.CHARGING_ENDED, session.ended_at, cost=cost)
            for session_id, cost in costs.items()
            if (session := sessions[session_id]).ended_at is not None
        }
        context = await look_up_context(connection, list(news.values()), now=now)
        for notice in told:
            recipient = context.recipients.get(notice.recipient_id)
            own = news.get(notice.session_id) if notice.session_id else None
            if recipient is not None and own is not None:
                words = context.word(own, recipient)
                await store.reword(connection, notice.id, words)
        await deliveries.hasten(connection, {notice.id for notice in told}, at=now, held=COST_WAIT)


async def _met_by(connection: AsyncConnection, fault: IncidentOpened) -> Sequence[Session]:
    """Return whose charges a fault met that names none: many stations end them first.

    One of a station as a whole meets everybody who charges there.
    """
    assert fault.tenant_id is not None
    assert fault.station_id is not None
    just_now = Period(from_at=fault.at - ENDED_BY_FAULT_MAX)
    ended = await find_ended_at(connection, fault.tenant_id, fault.station_id, just_now)
    if fault.evse is None:
        return [*ended, *await find_open_at(connection, fault.tenant_id, fault.station_id)]
    return [session for session in ended if session.fold.evse == fault.evse]


def _of(envelopes: Sequence[outbox.Envelope], kind: type[Kept]) -> list[Kept]:
    return [each.event for each in envelopes if isinstance(each.event, kind)]


def _alert_of(event: IncidentOpened, *, now: datetime) -> News:
    assert event.tenant_id is not None
    began_at = event.opened_at - RULES[IncidentKind(event.kind)].opens_after
    return News(
        kind=Kind.ADMIN_ALERT,
        tenant_id=event.tenant_id,
        subject_id=event.incident_id,
        at=max(event.at, now - NOTICED_LATE_MAX),
        session_id=event.session_id,
        station_id=event.station_id,
        incident_id=event.incident_id,
        alert=Alert(
            name=event.kind,
            subject=event.subject,
            began_at=began_at,
            error_code=event.error_code,
        ),
    )


def _news_of_paused(envelopes: Sequence[outbox.Envelope]) -> Sequence[News]:
    return [
        News(
            kind=Kind.ADMIN_ALERT,
            tenant_id=event.tenant_id,
            subject_id=envelope.id,
            at=event.at,
            alert=Alert(name=WEBHOOK_PAUSED, subject="", began_at=event.at),
        )
        for envelope in envelopes
        if isinstance(event := envelope.event, WebhookPaused) and event.tenant_id is not None
    ]
