"""The local authorisation list of a station."""

from collections.abc import Mapping

from sigec_sandbox.stations.tokens import Token


class LocalList:
    """Token statuses that hold while the station is offline."""

    def __init__(self) -> None:
        self.version = 0
        self._statuses: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._statuses)

    def status(self, token: Token) -> str | None:
        """Return what the list says of a token, `None` when it says nothing."""
        return self._statuses.get(token.value.casefold())

    def forget(self, token: Token) -> None:
        """Drop what the list says of a token."""
        self._statuses.pop(token.value.casefold(), None)

    def replace(self, version: int, statuses: Mapping[str, str | None]) -> bool:
        """Take a full list."""
        self._statuses.clear()
        self._merge(version, statuses)
        return True

    def update(self, version: int, statuses: Mapping[str, str | None]) -> bool:
        """Take changes (`None` removes); refuse a version that is not newer."""
        if version <= self.version:
            return False
        self._merge(version, statuses)
        return True

    def _merge(self, version: int, statuses: Mapping[str, str | None]) -> None:
        self.version = version
        for value, status in statuses.items():
            if status is None:
                self._statuses.pop(value.casefold(), None)
            else:
                self._statuses[value.casefold()] = status
