"""Why somebody changes what is known of a session."""

from sigec.kit.errors import FieldError, Invalid

REASON_LENGTH_MAX = 500


def check_reason(reason: str) -> str:
    """Return the reason without the space around it.

    :raises Invalid: when nothing is left, or too much.
    """
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LENGTH_MAX:
        raise Invalid(FieldError(field="reason", code="field.reason"))
    return reason
