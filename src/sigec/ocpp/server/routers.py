"""The versions that we offer: their route tables, and how their journal rows are read again."""

from collections.abc import Mapping
from typing import NamedTuple

from sigec.journal import Entry
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.messages import v16 as messages_16
from sigec.ocpp.messages import v21 as messages_21
from sigec.ocpp.messages import v201 as messages_201
from sigec.ocpp.messages.base import Action
from sigec.ocpp.router import DeviationCounts, Gate, Handler, Router, Services
from sigec.ocpp.router.reports import Translate
from sigec.ocpp.v2 import routes as v2
from sigec.ocpp.v2.translate import translate_21, translate_201
from sigec.ocpp.v16 import routes as v16
from sigec.ocpp.v16.translate import translate as translate_16
from sigec.ocpp.v21 import routes as v21
from sigec.sessions.model import TransactionReport


class Offer(NamedTuple):
    """What we do with a version's messages."""

    actions: Mapping[str, Action]
    handlers: Mapping[str, Handler]
    gate: Gate
    translate: Translate


OFFERS: Mapping[OcppVersion, Offer] = {
    OcppVersion.V16: Offer(messages_16.ACTIONS, v16.HANDLERS, v16.gate, translate_16),
    OcppVersion.V201: Offer(messages_201.ACTIONS, v2.HANDLERS, v2.gate, translate_201),
    OcppVersion.V21: Offer(messages_21.ACTIONS, v21.HANDLERS, v2.gate, translate_21),
}
"""The versions, the oldest first."""


def routers(
    services: Services, *, deviations: DeviationCounts | None = None
) -> Mapping[OcppVersion, Router]:
    """Make a router for each version."""
    deviations = deviations or DeviationCounts()
    return {
        version: Router(
            version=version,
            actions=offer.actions,
            handlers=offer.handlers,
            gate=offer.gate,
            services=services,
            deviations=deviations,
        )
        for version, offer in OFFERS.items()
    }


def read_report(entry: Entry) -> TransactionReport | None:
    """Read a journal row again, as the station's version meant it (`sigec.sessions.ports`)."""
    translate = _TRANSLATIONS.get(entry.protocol)
    return None if translate is None else translate(entry)


_TRANSLATIONS: Mapping[str, Translate] = {
    version.value: offer.translate for version, offer in OFFERS.items()
}
