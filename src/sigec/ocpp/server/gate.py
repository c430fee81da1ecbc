"""What the listener asks of the platform about stations; `StationService` is its implementation."""

from typing import Protocol

from sigec.kit.ids import StationId
from sigec.stations.model import Admission, Credentials, Peer, Refusal


class StationGate(Protocol):
    """Decides who may connect, and hears who is connected."""

    def admit(
        self,
        identity: str,
        *,
        tenant_slug: str | None = None,
        credentials: Credentials | None = None,
        peer: Peer,
    ) -> Admission | Refusal:
        """Decide, without waiting, whether a station may connect; a refusal is listed by itself."""
        ...

    def is_in_force(self, admission: Admission) -> bool:
        """Say whether a connection may go on as it was admitted."""
        ...

    def note_refusal(
        self, identity: str, *, tenant_slug: str | None = None, peer: Peer, refusal: Refusal
    ) -> None:
        """List a handshake that was refused for a reason `admit` cannot know."""
        ...

    async def connected(self, admission: Admission, *, protocol: str, peer: Peer) -> int:
        """Make the new socket the station's, and return its generation (the fencing token)."""
        ...

    async def disconnected(self, station_id: StationId, *, generation: int) -> None:
        """Note that a socket is gone; nothing happens when a newer one took its place."""
        ...

    def seen(self, station_id: StationId) -> None:
        """Note that a station gave a sign of life just now."""
        ...
