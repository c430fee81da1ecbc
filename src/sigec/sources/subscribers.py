"""What sources do when something happens."""

from sigec.events.sources import SourceChanged
from sigec.sources.service import CommandSwitch


async def refresh_switch(switch: CommandSwitch, _changed: SourceChanged) -> None:
    """Look anew which sources let commands through."""
    await switch.refresh()
