"""What each version of OCPP lets us tell a station, for who builds a form of it."""

from collections.abc import Sequence

from sigec.kit.actor import Actor, Permission
from sigec.stations.model import ActionSchema
from sigec.stations.ports import ActionBook, ActionUnknown


class Vocabulary:
    """The actions of every version; they belong to no tenant."""

    def __init__(self, book: ActionBook) -> None:
        self._book = book

    @property
    def versions(self) -> Sequence[str]:
        """The versions that we speak, as subprotocols."""
        return self._book.versions

    def list_actions(self, actor: Actor, version: str) -> Sequence[str]:
        """List the actions that stations of a version take, by name; none if it is unknown."""
        actor.require(Permission.COMMAND_STATIONS)
        return self._book.list_actions(version)

    def get_schema(self, actor: Actor, version: str, action: str) -> ActionSchema:
        """Return the JSON Schema of an action's payload.

        :raises ActionUnknown: when stations of the version do not take it.
        """
        actor.require(Permission.COMMAND_STATIONS)
        schema = self._book.find_schema(version, action)
        if schema is None:
            raise ActionUnknown(action=action[:50], version=version[:50])
        return schema
