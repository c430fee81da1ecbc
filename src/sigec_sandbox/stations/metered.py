"""Energy as a script wants it: exact amounts in exact times, or what the cars take."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sigec_sandbox.clocks import ScriptClock
from sigec_sandbox.stations.maintained import Maintained


class Metered(Maintained):
    """The part of a station that a script lets energy flow through."""

    def jump_to(self, at: datetime) -> None:
        """Move a script to an instant, forwards or backwards.

        :raises TypeError: when time is not a script's.
        """
        if not isinstance(self.clock, ScriptClock):
            raise TypeError("only a ScriptClock can be set")
        self.clock.set(at)

    async def charge(
        self, wh: int, *, connector: int = 1, minutes: float | None = None, samples: bool = True
    ) -> None:
        """Let exactly `wh` flow in `minutes` (default: at full power), reporting when due."""
        await self.charge_together({connector: wh}, minutes=minutes, samples=samples)

    async def charge_together(
        self, wh: Mapping[int, int], *, minutes: float | None = None, samples: bool = True
    ) -> None:
        """Let exact energies flow at several connectors at the same time."""
        total_s = self._seconds(wh, minutes)
        begins = {number: self.register_wh(number) for number in wh}
        elapsed_s = 0.0
        while elapsed_s < total_s:
            step_s = min(self.sample_interval_s if samples else total_s, total_s - elapsed_s)
            await self.clock.sleep(step_s)
            elapsed_s += step_s
            for number, energy_wh in wh.items():
                outlet = self.connectors[number].outlet
                share = elapsed_s / total_s
                due_wh = energy_wh if elapsed_s >= total_s else int(energy_wh * share)
                missing_wh = begins[number] + due_wh - outlet.meter.register_wh
                outlet.transfer(missing_wh, round(energy_wh * 3600 / total_s), self.clock.now())
                if samples and step_s == self.sample_interval_s:
                    await self.take_sample(self.connectors[number])

    async def wait(self, minutes: float) -> None:
        """Let time pass; cars that are plugged in charge by their own laws."""
        end = self.clock.now() + timedelta(minutes=minutes)
        while (left_s := (end - self.clock.now()).total_seconds()) > 0:
            await self.clock.sleep(min(left_s, 60.0, self.sample_interval_s or 60.0))
            await self.look_around()

    async def sample(
        self,
        connector: int = 1,
        *,
        register_wh: int | None = None,
        power_w: int | None = None,
        context: str = "Sample.Periodic",
    ) -> None:
        """Report a reading now, after setting what the instruments show."""
        target = self.connectors[connector]
        if register_wh is not None:
            target.outlet.meter.set(register_wh)
        if power_w is not None:
            target.outlet.power_w = power_w
        await self.take_sample(target, context)

    def register_wh(self, connector: int = 1) -> int:
        """Return what a meter shows."""
        return self.connectors[connector].outlet.meter.register_wh

    def set_register(self, register_wh: int, connector: int = 1) -> None:
        """Put a register anywhere: exchanged, reset to 0, turned back."""
        self.connectors[connector].outlet.meter.set(register_wh)

    def _seconds(self, wh: Mapping[int, int], minutes: float | None) -> float:
        if minutes is not None:
            return minutes * 60
        return max(
            -(-energy_wh * 3600 // self.connectors[number].outlet.offered_w)
            for number, energy_wh in wh.items()
        )
