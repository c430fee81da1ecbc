"""What may go wrong with sources in a way we anticipate."""

from sigec.kit.errors import Conflict, NotFound


class SourceNotFound(NotFound):
    """There is no such source for this actor."""

    code = "not_found.source"


class ChargerNotFound(NotFound):
    """The source's account has no such charger."""

    code = "not_found.source_charger"


class TagUnknown(NotFound):
    """Nothing is known of this key."""

    code = "not_found.source_tag"


class SourceInactive(Conflict):
    """The source is switched off: nothing is asked of it."""

    code = "conflict.source_inactive"


class SourcePaused(Conflict):
    """The cloud told us to wait; nobody asks until then."""

    code = "conflict.source_paused"


class ChargerTaken(Conflict):
    """The charger belongs here already."""

    code = "conflict.charger_taken"
