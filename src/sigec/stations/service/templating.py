"""Bring what templates want to stations: when one boots, moves or is edited, and by hand.

All functions take the caller's ``connection`` and open no transaction.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import TemplateId
from sigec.stations._store import desires as desire_store
from sigec.stations._store import templates as store
from sigec.stations._store.tables import desires
from sigec.stations.model import Candidate, DesireKind, wishes_of
from sigec.stations.service.wanting import want, withdraw

SPREAD_KIND = "stations.templates"
"""The job that brings an edited template to all stations of its tenant."""


async def bring(
    connection: AsyncConnection,
    candidate: Candidate,
    *,
    at: datetime,
    also: Collection[TemplateId] = (),
) -> None:
    """Want of a station what its templates want, and no longer what they do not; repeatable.

    Its templates are the automatic ones that fit, those that were applied to it by hand, and
    ``also`` these. What people want of this very station counts for more.

    :raises TooManyDesires: when there is no room for all of it.
    """
    templates = await store.load_all(connection, candidate.tenant_id)
    known = await desire_store.find_of_station(
        connection, candidate.station_id, desires.c.kind == DesireKind.VARIABLE.value
    )
    applied = {each.wish.template_id for each in known} | set(also)
    mine = [
        each
        for each in templates
        if candidate.takes_by_itself(each.draft)
        or (each.id in applied and not each.draft.is_automatic)
        or each.id in also
    ]
    wishes = wishes_of(candidate, mine)
    own = {each.wish.key for each in known if each.wish.template_id is None}
    over = [
        each.id
        for each in known
        if each.wish.template_id is not None and each.wish.key not in wishes
    ]
    station_id, tenant_id = candidate.station_id, candidate.tenant_id
    if over:
        await withdraw(connection, station_id, desires.c.id.in_(over), at=at)
    wanted = [wish for key, wish in wishes.items() if key not in own]
    if wanted:
        await want(connection, station_id, tenant_id, wanted, at=at)
