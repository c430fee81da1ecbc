"""What was heard lately, so that what comes by two ways counts once."""

from collections import OrderedDict
from collections.abc import Hashable

REMEMBERED_MAX = 10_000


class Recent:
    """Remembers the last `REMEMBERED_MAX` names."""

    def __init__(self) -> None:
        self._names: OrderedDict[Hashable, None] = OrderedDict()

    def is_new(self, name: Hashable) -> bool:
        """Say whether a name is heard for the first time, and remember it."""
        if name in self._names:
            return False
        self._names[name] = None
        if len(self._names) > REMEMBERED_MAX:
            self._names.popitem(last=False)
        return True
