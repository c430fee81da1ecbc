"""The register of an outlet, in watt-milliseconds inside and integer Wh outside."""

from sigec_sandbox.physics.cars import WATT_MILLISECONDS_PER_WH


class Meter:
    """An energy register that integrates integer power exactly."""

    def __init__(self, register_wh: int = 0) -> None:
        self._total_wms = register_wh * WATT_MILLISECONDS_PER_WH
        self._counted_wh = -register_wh

    @property
    def register_wh(self) -> int:
        """What the display shows: whole watt-hours, rounded down."""
        return self._total_wms // WATT_MILLISECONDS_PER_WH

    @property
    def counted_wh(self) -> int:
        """All that the display has counted up since it was built, whatever it was set to."""
        return self._counted_wh + self.register_wh

    def integrate(self, power_w: int, duration_ms: int) -> int:
        """Add constant power over a time and return the energy in watt-milliseconds."""
        if power_w < 0 or duration_ms < 0:
            raise ValueError("an import register never runs backwards")
        energy_wms = power_w * duration_ms
        self._total_wms += energy_wms
        return energy_wms

    def add(self, energy_wh: int) -> None:
        """Add whole watt-hours."""
        self._total_wms += energy_wh * WATT_MILLISECONDS_PER_WH

    def set(self, register_wh: int) -> None:
        """Put the register anywhere, as an exchange of the meter or a fault does."""
        self._counted_wh += self.register_wh - register_wh
        self._total_wms = register_wh * WATT_MILLISECONDS_PER_WH
