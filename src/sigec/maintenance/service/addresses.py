"""Under which address stations fetch firmware from us and bring logs."""

from sigec.maintenance.service.errors import FilesUnreachable

PATH = "/api/v1/station-files"


class FileAddress:
    """The address that stations know; on one machine it is found out when the port is open."""

    def __init__(self, public_url: str | None) -> None:
        self._base = public_url

    def listen_at(self, url: str) -> None:
        """Use this address, unless another one was set."""
        self._base = self._base or url

    def require(self) -> None:
        """Pass, or refuse.

        :raises FilesUnreachable: when there is no address to give to a station.
        """
        if self._base is None:
            raise FilesUnreachable

    def of(self, token: str, name: str = "") -> str:
        """Return the address of a link; some stations call their file as the address ends.

        :raises FilesUnreachable: when there is no address to give to a station.
        """
        if self._base is None:
            raise FilesUnreachable
        end = f"/{name}" if name else ""
        return f"{self._base.rstrip('/')}{PATH}/{token}{end}"
