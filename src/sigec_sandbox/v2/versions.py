"""What tells 2.0.1 and 2.1 apart."""

from typing import ClassVar

from sigec_sandbox.frames import CallResultError
from sigec_sandbox.stations.replies import Routes
from sigec_sandbox.v2.commands import ROUTES_21, ROUTES_201
from sigec_sandbox.v2.dialect import Dialect2


class Dialect201(Dialect2):
    """OCPP 2.0.1."""

    version: ClassVar[str] = "2.0.1"
    routes: ClassVar[Routes] = ROUTES_201


class Dialect21(Dialect2):
    """OCPP 2.1."""

    version: ClassVar[str] = "2.1"
    routes: ClassVar[Routes] = ROUTES_21

    def dispute(self, message_id: str | int, *, forced: bool) -> CallResultError:
        """Return the CALLRESULTERROR that refuses an answer."""
        code = "FormatViolation" if forced else "OccurrenceConstraintViolation"
        return CallResultError(message_id=message_id, code=code)
