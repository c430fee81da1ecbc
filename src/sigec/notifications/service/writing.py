"""From news to notices: for whom, in which words, by which way first.

All functions take the caller's ``connection`` and open no transaction: a notice is stored with
what remembers that it was due.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import PLATFORM
from sigec.kit.ids import NoticeDeliveryId, NoticeId, StationId, TenantId, UserId, new_id
from sigec.notifications._store import accounts, deliveries
from sigec.notifications._store import notices as store
from sigec.notifications._store.settings import Worded, load_settings, load_templates
from sigec.notifications.model import (
    RULES,
    Audience,
    Channel,
    Delivery,
    DeliveryState,
    Kind,
    News,
    Notice,
    Reader,
    Value,
    Wording,
    alert_values,
    default_settings,
    default_template,
    is_news_until,
    key_of,
    render,
    route_of,
    summary_values,
    values_of,
)
from sigec.notifications.service.recipients import (
    Recipient,
    Whom,
    find_recipients,
    find_staff_ids,
)
from sigec.sites.model import Site
from sigec.sites.service import find_sites
from sigec.stations.service import StationPlace, find_places
from sigec.tenants.model import Feature
from sigec.tenants.service import get_plan_of

COST_WAIT = timedelta(seconds=10)
"""How long what says a price waits for it; where there is no tariff it says so then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What was looked up for a batch of news."""

    recipients: Mapping[UUID, Recipient]
    templates: Worded
    places: Mapping[StationId, StationPlace]
    sites: Mapping[Any, Site]
    channels: Mapping[TenantId, Collection[Channel]]

    def site_of(self, news: News) -> Site | None:
        """Return where it happens."""
        place = self.places.get(news.station_id) if news.station_id else None
        return None if place is None or place.site_id is None else self.sites.get(place.site_id)

    def reader(self, news: News, recipient: Recipient) -> Reader:
        """Return how a recipient reads of something: in the zone of where it happens."""
        site = self.site_of(news)
        zone = site.timezone if site else recipient.tenant.timezone
        return Reader(language=recipient.language, zone=ZoneInfo(zone))

    def word(self, news: News, recipient: Recipient) -> Wording:
        """Write what a recipient reads."""
        reader = self.reader(news, recipient)
        key = (news.tenant_id, news.kind, recipient.language)
        template = self.templates.get(key) or default_template(news.kind, recipient.language)
        return render(template, self._values(news, recipient, reader), reader)

    def _values(self, news: News, recipient: Recipient, reader: Reader) -> dict[str, Value]:
        if news.alert is not None:
            return alert_values(news.alert, reader)
        if news.kind is Kind.DAILY_SUMMARY:
            return summary_values(news.about, reader)
        site = self.site_of(news)
        place = self.places.get(news.station_id) if news.station_id else None
        said = {
            "name": recipient.first_name,
            "unit": recipient.unit,
            "station": place.name if place else None,
            "site": site.name if site else None,
            **news.about,
        }
        known = RULES[news.kind].variables
        return values_of(news.kind, **{name: said.get(name) for name in known})


async def write_news(
    connection: AsyncConnection, news: Sequence[News], *, now: datetime
) -> Sequence[Notice]:
    """Store a notice for each recipient of each piece of news, and its first delivery.

    What is switched off, no news any more, or told already is passed over. Returns what is new
    and shown in the app.
    """
    fresh = [each for each in news if is_news_until(each.kind, each.at) > now]
    wanted = await _switched_on(connection, fresh)
    if not wanted:
        return []
    whom = await _whom(connection, wanted)
    context = await _look_up(connection, wanted, whom, now=now)
    made = [
        (_notice(each, recipient, context, now=now), each, recipient)
        for each in wanted
        for recipient_id in whom[each.kind, each.subject_id]
        if (recipient := context.recipients.get(recipient_id)) is not None
    ]
    known = await store.find_known(connection, [notice.key for notice, _, _ in made])
    made = [each for each in made if each[0].key not in known]
    stored = {each.id for each in await store.add(connection, [notice for notice, _, _ in made])}
    first = [
        first_delivery(notice, hold_until=_held(notice, each, recipient, context, now=now), now=now)
        for notice, each, recipient in made
        if notice.id in stored and notice.route
    ]
    await deliveries.add(connection, first)
    return [notice for notice, _, _ in made if notice.id in stored and notice.is_shown]


async def look_up(connection: AsyncConnection, news: Sequence[News], *, now: datetime) -> Context:
    """Look up what it takes to write news again for those who were told."""
    whom = await _whom(connection, news)
    return await _look_up(connection, news, whom, now=now)


def first_delivery(notice: Notice, *, hold_until: datetime, now: datetime) -> Delivery:
    """Make the delivery by the first channel of a notice's route."""
    return delivery_by(notice, notice.route[0], next_at=hold_until, now=now)


def delivery_by(notice: Notice, channel: Channel, *, next_at: datetime, now: datetime) -> Delivery:
    """Make a delivery of a notice by a channel; one that would be too late is expired at once."""
    is_too_late = next_at >= notice.expires_at
    return Delivery(
        id=NoticeDeliveryId(new_id()),
        tenant_id=notice.tenant_id,
        notice_id=notice.id,
        kind=notice.kind,
        recipient_id=notice.recipient_id,
        session_id=notice.session_id,
        channel=channel,
        is_urgent=RULES[notice.kind].is_urgent,
        state=DeliveryState.EXPIRED if is_too_late else DeliveryState.WAITING,
        attempts=0,
        at=notice.at,
        created_at=now,
        next_at=next_at,
        expires_at=notice.expires_at,
        error="held until after its time (quiet hours)" if is_too_late else None,
    )


async def _switched_on(connection: AsyncConnection, news: Sequence[News]) -> Sequence[News]:
    if not news:
        return []
    chosen = await load_settings(connection, {each.tenant_id for each in news})

    def is_on(each: News) -> bool:
        found = chosen.get((each.tenant_id, each.kind))
        return (found or default_settings(each.tenant_id, each.kind)).is_on

    return [each for each in news if is_on(each)]


async def _whom(
    connection: AsyncConnection, news: Iterable[News]
) -> Mapping[tuple[Kind, UUID], Collection[UUID]]:
    """Return the ids of those whom each piece of news concerns."""
    for_staff: dict[Kind, set[TenantId]] = {}
    for each in news:
        if RULES[each.kind].audience is Audience.STAFF and each.user_id is None:
            for_staff.setdefault(each.kind, set()).add(each.tenant_id)
    staff = {
        kind: await find_staff_ids(connection, kind, tenant_ids)
        for kind, tenant_ids in for_staff.items()
    }
    found: dict[tuple[Kind, UUID], Collection[UUID]] = {}
    for each in news:
        own = each.person_id or each.user_id
        if own is not None:
            ids: Collection[UUID] = [own]
        else:
            ids = staff.get(each.kind, {}).get(each.tenant_id, ())
        found[each.kind, each.subject_id] = ids
    return found


async def _look_up(
    connection: AsyncConnection,
    news: Sequence[News],
    whom: Mapping[tuple[Kind, UUID], Collection[UUID]],
    *,
    now: datetime,
) -> Context:
    people = frozenset(each.person_id for each in news if each.person_id)
    everybody = {recipient_id for ids in whom.values() for recipient_id in ids}
    users = frozenset(UserId(each) for each in everybody - people)
    tenant_ids = {each.tenant_id for each in news}
    places = await find_places(connection, {each.station_id for each in news if each.station_id})
    site_ids = {place.site_id for place in places.values() if place.site_id is not None}
    return Context(
        recipients=await find_recipients(connection, Whom(people=people, users=users), at=now),
        templates=await load_templates(connection, tenant_ids),
        places=places,
        sites=await find_sites(connection, site_ids),
        channels=await find_channels(connection, tenant_ids),
    )


async def find_channels(
    connection: AsyncConnection, tenant_ids: Collection[TenantId]
) -> Mapping[TenantId, Collection[Channel]]:
    """Return by which channels tenants may send: they have an account, and their plan allows it.

    One that is closed just now counts: what has no other way waits for it.
    """
    found: dict[TenantId, set[Channel]] = {}
    for account in await accounts.load(connection, PLATFORM, tenant_ids=tenant_ids):
        if account.is_active:
            found.setdefault(account.tenant_id, set()).add(account.channel)
    for tenant_id, channels in found.items():
        if Channel.WHATSAPP in channels:
            plan = await get_plan_of(connection, tenant_id)
            if Feature.WHATSAPP not in plan.features:
                channels.discard(Channel.WHATSAPP)
    return found


def _notice(news: News, recipient: Recipient, context: Context, *, now: datetime) -> Notice:
    words = context.word(news, recipient)
    reachable = {
        channel
        for channel in recipient.reachable
        if channel in context.channels.get(news.tenant_id, ())
    }
    route = route_of(news.kind, recipient.preferences, reachable=reachable - news.without)
    return Notice(
        id=NoticeId(new_id()),
        tenant_id=news.tenant_id,
        key=key_of(news.kind, news.subject_id, recipient.id),
        kind=news.kind,
        recipient_kind=recipient.kind,
        recipient_id=recipient.id,
        session_id=news.session_id,
        station_id=news.station_id,
        incident_id=news.incident_id,
        at=news.at,
        created_at=now,
        expires_at=is_news_until(news.kind, news.at),
        language=recipient.language,
        subject=words.subject,
        text=words.text,
        route=tuple(route),
        is_shown=recipient.preferences.wants(news.kind, Channel.IN_APP),
    )


def _held(
    notice: Notice, news: News, recipient: Recipient, context: Context, *, now: datetime
) -> datetime:
    zone = context.reader(news, recipient).zone
    quiet_until = recipient.preferences.hold_until(notice.kind, now, zone)
    return max(quiet_until, now + COST_WAIT) if news.waits_for_cost else quiet_until
