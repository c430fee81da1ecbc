"""Where this installation listens for stations; `sigec.app` supplies it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The ports for stations; a ``public_url`` stands before them where a proxy does."""

    port: int
    tls_port: int | None
    public_url: str | None

    def urls(self, host: str, *, is_tls_required: bool) -> list[str]:
        """Return the addresses that stations may use, the safest first."""
        if self.public_url is not None:
            return [self.public_url.rstrip("/")]
        name = f"[{host}]" if ":" in host else host
        safe = [] if self.tls_port is None else [f"wss://{name}:{self.tls_port}"]
        return safe if is_tls_required else [*safe, f"ws://{name}:{self.port}"]
