"""Judge what cars draw while they charge: fed by the projector, by states, and by timers.

All that is remembered is a row for each session, and all timers are jobs: a restart loses nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import jobs
from sigec.db import Database
from sigec.jobs import Job, Plan
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SessionId, TenantId
from sigec.kit.ports import Clock
from sigec.notifications._store import watches as store
from sigec.notifications._store.settings import load_settings
from sigec.notifications.model import (
    BY_WATTS,
    Due,
    Kind,
    News,
    Notice,
    Sign,
    Watch,
    WattRule,
    default_settings,
    next_due_at,
    observe,
    pass_time,
)
from sigec.notifications.ports import Bell
from sigec.notifications.service.session_news import news_of
from sigec.notifications.service.writing import write_news
from sigec.sessions.model import OCPP, Session, SessionStatus
from sigec.sessions.ports import AfterCommit, PowerTold
from sigec.sessions.service import find_sessions

TIMER_KIND = "notices.due"
GRACE = timedelta(seconds=2)
"""How long a timer lets the projector catch up, lest what was told in time come too late."""

Rules = Mapping[Kind, WattRule]


@dataclass(slots=True, kw_only=True)
class _Changes:
    """What a batch changes, written at its end."""

    now: datetime
    watches: dict[SessionId, tuple[TenantId, Watch]] = field(default_factory=dict)
    timers: list[Plan] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    news: list[News] = field(default_factory=list)

    def take(self, session: Session, before: Watch | None, after: Watch, rules: Rules) -> None:
        """Remember a watch, and when to look at it again if nothing changes."""
        if after == before:
            return
        self.watches[session.id] = (session.tenant_id, after)
        due_at = next_due_at(after, rules)
        if before is not None and due_at == next_due_at(before, rules):
            return
        if due_at is None:
            if before is not None:
                self.cancelled.append(timer_key(session.id))
            return
        # From the source's time to ours, by how long what it told last took to be heard.
        heard_at = due_at + (session.heard_at - session.fold.last_at)
        self.timers.append(
            Plan(
                kind=TIMER_KIND,
                key=timer_key(session.id),
                run_at=max(self.now, heard_at) + GRACE,
                payload={"session_id": str(session.id), "due_at": due_at.isoformat()},
                tenant_id=session.tenant_id,
            )
        )

    def tell(self, session: Session, due: Iterable[Due]) -> None:
        """Remember what became due."""
        self.news += [news_of(session, each.kind, each.at) for each in due]

    async def write(self, connection: AsyncConnection) -> Sequence[Notice]:
        """Store all of it, and return the notices that are new."""
        if self.watches:
            await store.save(connection, self.watches)
        if self.cancelled:
            await jobs.cancel_all(connection, self.cancelled)
        await jobs.schedule_all(connection, self.timers)
        return await write_news(connection, self.news, now=self.now)


class WattWatcher:
    """Watches the open sessions of known people, where a kind by watts is switched on."""

    def __init__(self, database: Database, clock: Clock, bell: Bell) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell

    async def observe(
        self,
        connection: AsyncConnection,
        sessions: Sequence[Session],
        powers: Sequence[PowerTold],
    ) -> AfterCommit | None:
        """Take in what the projector read, in its transaction (`sigec.sessions.ports`)."""
        signs: defaultdict[SessionId, list[Sign]] = defaultdict(list)
        for told in powers:
            signs[told.session_id].append(Sign(at=told.at, power_w=told.power_w))
        notices = await self.feed(connection, sessions, signs)
        return partial(self._bell.rang, notices) if notices else None

    async def feed(
        self,
        connection: AsyncConnection,
        sessions: Sequence[Session],
        signs: Mapping[SessionId, Sequence[Sign]],
    ) -> Sequence[Notice]:
        """Take in signs of sessions, and return the notices that they made."""
        concerned = [each for each in sessions if each.is_open and each.holder.person_id]
        rules = await _load_rules(connection, {session.tenant_id for session in concerned})
        concerned = [session for session in concerned if rules.get(session.tenant_id)]
        if not concerned:
            return []
        known = await store.load(connection, {session.id for session in concerned})
        changes = _Changes(now=self._clock.now())
        for session in concerned:
            before, own = known.get(session.id), rules[session.tenant_id]
            if before is not None and before.told.issuperset(own):
                continue
            told = signs.get(session.id, ())
            if before is None:
                told = [*_present_state(session), *told]
            after, due = observe(before or _begin(session), told, own)
            changes.take(session, before, after, own)
            changes.tell(session, due)
        return await changes.write(connection)

    async def ended(self, connection: AsyncConnection, session_ids: Sequence[SessionId]) -> None:
        """Forget sessions that are over: an end before a delay cancels what it waited for."""
        await store.remove(connection, session_ids)
        await jobs.cancel_all(connection, [timer_key(each) for each in session_ids])

    async def look_again(self, job: Job) -> None:
        """Tell what became due since nothing changed, as a job."""
        session_id = SessionId(UUID(job.payload["session_id"]))
        until = datetime.fromisoformat(job.payload["due_at"])
        async with self._database.transaction(PLATFORM) as connection:
            known = await store.load(connection, [session_id])
            session = (await find_sessions(connection, [session_id])).get(session_id)
            if session is None or not session.is_open or session_id not in known:
                return
            watch, now = known[session_id], self._clock.now()
            if _is_behind(watch, session):
                again = Plan(kind=job.kind, key=job.key, run_at=now + GRACE, payload=job.payload)
                await jobs.schedule_all(connection, [again])
                return
            rules = (await _load_rules(connection, {session.tenant_id})).get(session.tenant_id, {})
            changes = _Changes(now=now)
            after, due = pass_time(watch, rules, until=until)
            changes.take(session, watch, after, rules)
            # The timer that runs is this one: it is finished by whoever runs it.
            changes.cancelled.clear()
            changes.tell(session, due)
            notices = await changes.write(connection)
        await self._bell.rang(notices)


def timer_key(session_id: SessionId) -> str:
    """Return the key of the one timer that a session has."""
    return f"{TIMER_KIND}:{session_id}"


def state_sign(at: datetime, state: SessionStatus) -> Sign | None:
    """Return what a state says of energy that flows, ``None`` for nothing."""
    match state:
        case SessionStatus.CHARGING:
            return Sign(at=at, flows=True)
        case SessionStatus.SUSPENDED_EV | SessionStatus.SUSPENDED_EVSE:
            return Sign(at=at, flows=False)
        case _:
            return None


def _begin(session: Session) -> Watch:
    return Watch(started_at=session.started_at, is_blind=session.source != OCPP)


def _present_state(session: Session) -> Sequence[Sign]:
    """Return the state that a session is in when its watch begins."""
    told_at = max(filter(None, (session.fold.state_at, session.connector_state_at)), default=None)
    sign = None if told_at is None else state_sign(told_at, session.status)
    return [] if sign is None else [sign]


def _is_behind(watch: Watch, session: Session) -> bool:
    """Say whether the session was told more of its power than the projector has read."""
    told_at = session.fold.meters.power.last_at
    return told_at is not None and (watch.last_at is None or watch.last_at < told_at)


async def _load_rules(
    connection: AsyncConnection, tenant_ids: Iterable[TenantId]
) -> Mapping[TenantId, Rules]:
    """Return the kinds by watts that each tenant has switched on."""
    ids = set(tenant_ids)
    if not ids:
        return {}
    chosen = await load_settings(connection, ids)
    found: dict[TenantId, Rules] = {}
    for tenant_id in ids:
        every = [
            chosen.get((tenant_id, kind)) or default_settings(tenant_id, kind) for kind in BY_WATTS
        ]
        found[tenant_id] = {
            each.kind: WattRule(threshold_w=each.threshold_w or 0, delay=each.delay)
            for each in every
            if each.is_on
        }
    return found
