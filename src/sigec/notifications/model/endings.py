"""Whether a charge ended as it should, was interrupted, or never was one (§6)."""

from dataclasses import dataclass

from sigec.notifications.model.kinds import Kind

TIMEOUT = "Timeout"
_NORMAL = frozenset(
    {
        "EVDisconnected",
        "Local",
        "StoppedByEV",
        "EnergyLimitReached",
        "TimeLimitReached",
        "SOCLimitReached",
    }
)
_NORMAL_BY_OWNER = frozenset({"Remote", "UnlockCommand"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is known of an end; ``is_by_owner`` says that the person themselves asked for it.

    ``is_late`` says that it is news of the past.
    """

    stop_reason: str
    energy_wh: int | None
    is_by_owner: bool = False
    has_fault: bool = False
    is_late: bool = False


def kind_of(ending: Ending) -> Kind | None:
    """Return what is told of an end, ``None`` for nothing."""
    reason = ending.stop_reason
    if reason == TIMEOUT and not ending.energy_wh:
        return None
    is_normal = reason in _NORMAL or (reason in _NORMAL_BY_OWNER and ending.is_by_owner)
    if is_normal and not ending.has_fault:
        return Kind.CHARGING_ENDED
    return None if ending.is_late else Kind.INTERRUPTED
