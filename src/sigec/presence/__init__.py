"""Which processes are at work: each moves a number of its own, and others see whether it moves."""

from sigec.presence.attendance import Attendance, Attendee
from sigec.presence.service import NodeState, beat, leave, list_nodes, read_clock, strike_off

__all__ = [
    "Attendance",
    "Attendee",
    "NodeState",
    "beat",
    "leave",
    "list_nodes",
    "read_clock",
    "strike_off",
]
