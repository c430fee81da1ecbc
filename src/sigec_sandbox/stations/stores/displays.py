"""Messages that a station shows (2.x)."""

from collections.abc import Collection

from sigec_sandbox.frames import Json

FORMATS = frozenset({"ASCII", "UTF8"})


class Displays:
    """Messages by their ids, in the words of OCPP."""

    def __init__(self) -> None:
        self._messages: dict[int, Json] = {}

    def show(self, message: Json, transactions: Collection[str | int | None]) -> str:
        """Take a message, in place of one of the same id; return the status of the answer."""
        if message["message"]["format"] not in FORMATS:
            return "NotSupportedMessageFormat"
        if message.get("transactionId") not in {None, *transactions}:
            return "UnknownTransaction"
        if message["priority"] == "AlwaysFront":
            self._drop_front(message["id"])
        self._messages[message["id"]] = message
        return "Accepted"

    def clear(self, message_id: int) -> bool:
        """Forget a message; return whether there was one."""
        return self._messages.pop(message_id, None) is not None

    def matching(
        self, ids: Collection[int] | None, priority: str | None, state: str | None
    ) -> list[Json]:
        """Return the messages that fit every criterion that is given."""
        return [
            message
            for message in self._messages.values()
            if (ids is None or message["id"] in ids)
            and priority in {None, message["priority"]}
            and state in {None, message.get("state")}
        ]

    def end_transaction(self, transaction_id: str | int) -> None:
        """Forget what was meant for a charge."""
        self._messages = {
            key: message
            for key, message in self._messages.items()
            if message.get("transactionId") != transaction_id
        }

    def _drop_front(self, except_id: int) -> None:
        """Only one message may always be in front."""
        for message_id, message in list(self._messages.items()):
            if message["priority"] == "AlwaysFront" and message_id != except_id:
                del self._messages[message_id]
