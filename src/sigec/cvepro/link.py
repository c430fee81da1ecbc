"""Commands to the cloud's chargers: documented, unproved, and refused until somebody dares."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import httpx2
import msgspec

from sigec.cvepro.client import Client
from sigec.cvepro.troubles import CloudFailed
from sigec.kit.errors import Conflict
from sigec.kit.ids import CommandId, SourceId, StationId
from sigec.kit.ports import Clock
from sigec.sources.model import Charger
from sigec.sources.service import CommandSwitch, SourceProgress
from sigec.stations.model import (
    NO_LIMIT,
    Command,
    CommandAnswer,
    CommandStatus,
    RawAction,
    RequestLimit,
    Reset,
    StartCharging,
    StopCharging,
    Unlock,
    kind_of,
)
from sigec.stations.ports import ActionUnknown, StationOffline, StationSilent, WhenLate

ANSWER_TIMEOUT_S = 30.0
"""As for any station: a person waits."""
STOP_WINDOW = timedelta(days=8)
_SILENT = frozenset({"source.timeout"})

FindSource = Callable[[StationId], SourceId | None]
"""Says through which source a station is read."""


class CommandsOff(Conflict):
    """The source does not let commands through."""

    code = "conflict.source_commands_off"


class CveProLink:
    """Reaches chargers over their cloud; `sigec.stations.ports.StationLink`."""

    def __init__(
        self,
        *,
        http: httpx2.AsyncClient,
        clock: Clock,
        progress: SourceProgress,
        switch: CommandSwitch,
        find_source: FindSource,
    ) -> None:
        self._http = http
        self._clock = clock
        self._progress = progress
        self._switch = switch
        self._find_source = find_source

    async def check(self, station_id: StationId, command: Command) -> None:
        """Refuse what the source does not let through, and what the cloud has no call for.

        :raises CommandsOff: unless the source's tenant switched unverified commands on.
        :raises ActionUnknown: when the cloud has no such call.
        """
        source_id = self._find_source(station_id)
        if source_id is None or not self._switch.is_on(source_id):
            raise CommandsOff
        if not isinstance(command, StartCharging | StopCharging | Unlock | Reset):
            name = command.action if isinstance(command, RawAction) else kind_of(command).value
            raise ActionUnknown(action=name[:50], version="cvepro")

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,  # noqa: ARG002 - the cloud takes no id of ours
        limit: RequestLimit = NO_LIMIT,  # noqa: ARG002 - it is asked for no variables
        when_late: WhenLate | None = None,  # noqa: ARG002 - its answer never comes later
    ) -> CommandAnswer:
        """Make the documented call once; it is not repeated, for a charger may have acted.

        :raises StationOffline: when the cloud could not be asked; nothing was sent.
        :raises StationSilent: when no answer came in time.
        """
        await self.check(station_id, command)
        found = await self._progress.find_charger(station_id)
        if found is None:
            raise StationOffline
        source, charger = found
        if not source.unverified_commands:  # switched off since this process last heard
            return CommandAnswer(status=CommandStatus.REJECTED)
        client = Client(source, self._http, self._clock, not_before_at=source.not_before_at)
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                call = await self._call(client, charger, command)
                if call is None:
                    return CommandAnswer(status=CommandStatus.REJECTED)
                status, body = await client.post(*call)
        except TimeoutError as late:
            raise StationSilent from late
        except CloudFailed as failed:
            if failed.failure.trouble.code in _SILENT:
                raise StationSilent from failed
            raise StationOffline from failed
        return _answer(status, body)

    async def _call(
        self, client: Client, charger: Charger, command: Command
    ) -> tuple[str, dict[str, str]] | None:
        """Return the path and query of a command, ``None`` when there is nothing to act on."""
        base = f"/chargepoints/{charger.external_id}"
        match command:
            case StartCharging(connector=connector, evse=evse, id_token=id_token):
                return f"{base}/{connector or evse or 1}/start", {"idTag": id_token}
            case StopCharging(external_id=external_id):
                connector = await self._connector_of(client, external_id)
                query = {"transactionId": external_id}
                return None if connector is None else (f"{base}/{connector}/stop", query)
            case Unlock(connector=connector):
                return f"{base}/{connector}/remote_unlock", {}
            case Reset(kind=kind):
                return f"{base}/reset", {"type": kind.value.capitalize()}
            case _:
                raise ActionUnknown(action=kind_of(command).value, version="cvepro")

    async def _connector_of(self, client: Client, external_id: str) -> int | None:
        """Ask where a transaction goes on: only its connector can be told to stop."""
        now = self._clock.now()
        rows = await client.transactions(now - STOP_WINDOW, now + STOP_WINDOW)
        going_on = [each.item for each in rows.items if each.item.stop_timestamp is None]
        return next((row.connector_id for row in going_on if str(row.id) == external_id), None)


def _answer(status: int, body: bytes) -> CommandAnswer:
    try:
        payload = msgspec.json.decode(body)
    except msgspec.DecodeError:
        payload = None
    told = payload if isinstance(payload, dict) else {}
    is_refused = bool(told.get("error")) or status >= HTTPStatus.MULTIPLE_CHOICES
    return CommandAnswer(
        status=CommandStatus.REJECTED if is_refused else CommandStatus.ACCEPTED, payload=told
    )
