"""React to changes of people: whoever is no more was told nothing."""

from sigec.events.drivers import PersonChanged
from sigec.notifications.service import NoticePlanner


async def forget_person(planner: NoticePlanner, event: PersonChanged) -> None:
    """Remove what was told to a person, if they were removed."""
    await planner.forget(event)
