"""The limits of one connection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """How much a station may send, and how long it may be silent.

    ``message_bytes_max`` bounds a message over all its fragments, also after decompression. A
    station that answers pings is dropped after ``silence_max_s``; one that never did (EN+) only
    after ``mute_silence_max_s``, which must exceed twice the heartbeat interval.
    """

    message_bytes_max: int = 4 * 1024 * 1024
    calls_waiting_max: int = 64
    bytes_waiting_max: int = 8 * 1024 * 1024
    commands_waiting_max: int = 32
    call_timeout_s: float = 30.0
    quiet_after_boot_s: float = 1.0
    ping_interval_s: float = 60.0
    silence_max_s: float = 150.0
    mute_silence_max_s: float = 900.0
    close_timeout_s: float = 5.0
