"""From (version, action) and a raw payload to a typed request, its handler and its answer."""

from sigec.ocpp.router.announce import announce, announced, detail
from sigec.ocpp.router.call import Call, Gate, Handler
from sigec.ocpp.router.deviations import DeviationCounts
from sigec.ocpp.router.reader import Reader
from sigec.ocpp.router.refusals import Refused
from sigec.ocpp.router.router import Router
from sigec.ocpp.router.services import Certificates, Services, Sessions, Stations
from sigec.ocpp.router.tolerance import understand, understand_part
from sigec.stations.model import Deviation

__all__ = [
    "Call",
    "Certificates",
    "Deviation",
    "DeviationCounts",
    "Gate",
    "Handler",
    "Reader",
    "Refused",
    "Router",
    "Services",
    "Sessions",
    "Stations",
    "announce",
    "announced",
    "detail",
    "understand",
    "understand_part",
]
