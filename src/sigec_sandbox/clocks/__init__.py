"""Time for simulated stations: scripted, paced against the wall clock, or virtual.

Everything in the sandbox waits through a `Clock`, so the same behaviour runs step by step in a
test, sixty times too fast in a demo, and event by event without waiting at all.
"""

from sigec_sandbox.clocks.clock import Alarm, Clock
from sigec_sandbox.clocks.paced import PacedClock
from sigec_sandbox.clocks.script import ScriptClock
from sigec_sandbox.clocks.virtual import VirtualClock

__all__ = ["Alarm", "Clock", "PacedClock", "ScriptClock", "VirtualClock"]
