"""The versions that we offer: their route tables, and how their journal rows are read again."""

from collections.abc import Mapping

from sigec.journal import Entry
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.messages import v16 as messages_16
from sigec.ocpp.messages import v201 as messages_201
from sigec.ocpp.router import DeviationCounts, Router, Services
from sigec.ocpp.router.reports import Translate
from sigec.ocpp.v2 import routes as v2
from sigec.ocpp.v2.translate import translate as translate_2
from sigec.ocpp.v16 import routes as v16
from sigec.ocpp.v16.translate import translate as translate_16
from sigec.sessions.model import TransactionReport


def routers(
    services: Services, *, deviations: DeviationCounts | None = None
) -> Mapping[OcppVersion, Router]:
    """Make the routers of 1.6 and 2.0.1."""
    deviations = deviations or DeviationCounts()
    return {
        OcppVersion.V16: Router(
            version=OcppVersion.V16,
            actions=messages_16.ACTIONS,
            handlers=v16.HANDLERS,
            gate=v16.gate,
            services=services,
            deviations=deviations,
        ),
        OcppVersion.V201: Router(
            version=OcppVersion.V201,
            actions=messages_201.ACTIONS,
            handlers=v2.HANDLERS,
            gate=v2.gate,
            services=services,
            deviations=deviations,
        ),
    }


def read_report(entry: Entry) -> TransactionReport | None:
    """Read a journal row again, as the station's version meant it (`sigec.sessions.ports`)."""
    translate = _TRANSLATIONS.get(entry.protocol)
    return None if translate is None else translate(entry)


_TRANSLATIONS: Mapping[str, Translate] = {
    OcppVersion.V16.value: translate_16,
    OcppVersion.V201.value: translate_2,
}
