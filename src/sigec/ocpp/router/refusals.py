"""Why a CALL is answered with a CALLERROR."""

from sigec.ocpp.frames import ErrorCode


class Refused(Exception):
    """A CALL that is answered with a CALLERROR; handlers may raise it too."""

    def __init__(self, code: ErrorCode, description: str = "") -> None:
        self.code = code
        self.description = description
        super().__init__(f"{code}: {description}")


def wrong_type(path: str, expected: str) -> Refused:
    """Make the refusal of a value of another type: text where a number belongs."""
    return Refused(ErrorCode.TYPE_CONSTRAINT_VIOLATION, f"{path}: expected {expected}")


def wrong_value(path: str, reason: str) -> Refused:
    """Make the refusal of a value that its field does not know."""
    return Refused(ErrorCode.PROPERTY_CONSTRAINT_VIOLATION, f"{path}: {reason}")


def wrong_occurrence(path: str, reason: str) -> Refused:
    """Make the refusal of something absent, or present too few or too many times."""
    return Refused(ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION, f"{path}: {reason}")


def wrong_shape(path: str, reason: str) -> Refused:
    """Make the refusal of a payload made for another action or version."""
    return Refused(ErrorCode.FORMAT_VIOLATION, f"{path}: {reason}")
