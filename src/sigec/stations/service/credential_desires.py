"""Tell stations what to prove themselves by; whether they do is seen when they come back."""

from collections.abc import AsyncGenerator, Mapping, Sequence

from sigec.db import Database
from sigec.kit.actor import Scope
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.kit.ports import Vault
from sigec.stations._store import credentials as store
from sigec.stations.model import (
    AWAITS_RETURN,
    Attempt,
    Command,
    CommandAnswer,
    CommandStatus,
    Desire,
    DesireKind,
    DesireState,
    GetVariables,
    Outcome,
    RawAction,
    SetVariable,
    VariableName,
    Visit,
)
from sigec.stations.ports import StationLink

NO_ADDRESS = "no_public_address"
"""Nobody said by which address stations reach us by TLS (``SIGEC_OCPP_PUBLIC_URL``)."""
CAME_AS_BEFORE = "came_as_before"
"""The station took it, restarted, and could not or would not use it."""
NO_SLOT = "no_free_slot"
_IS_16 = "ocpp1.6"
_PASSWORD_16 = VariableName(variable="AuthorizationKey")
_PASSWORD_2 = VariableName(component="SecurityCtrlr", variable="BasicAuthPassword")
_PROFILE_16 = VariableName(variable="SecurityProfile")
_PRIORITY = VariableName(component="OCPPCommCtrlr", variable="NetworkConfigurationPriority")
_SLOTS = ("1", "2", "3")
_VERSIONS = {"ocpp2.0.1": "OCPP20", "ocpp2.1": "OCPP21"}
MESSAGE_TIMEOUT_S = 30
PROFILE_TLS = 2


class CredentialFulfiller:
    """Sets passwords and profiles (`sigec.stations.ports.Fulfiller`)."""

    def __init__(
        self, database: Database, link: StationLink, *, vault: Vault, public_url: str | None
    ) -> None:
        """Open passwords by ``vault``; 2.x stations are told ``public_url``."""
        self._database = database
        self._link = link
        self._vault = vault
        self._public_url = public_url

    async def fulfil(
        self, visit: Visit, wanted: Sequence[Desire]
    ) -> AsyncGenerator[tuple[Desire, Attempt]]:
        """Tell a station once; what it took already is not sent again."""
        for desire in wanted:
            if desire.state is DesireState.APPLIED:
                yield desire, Attempt(outcome=Outcome.REPORTED, reason=AWAITS_RETURN)
            elif desire.reason == AWAITS_RETURN:
                # It restarted for it and came as before: once more only when it boots by itself,
                # or a person asks for it, for else it would restart again and again.
                yield desire, Attempt(outcome=Outcome.UNSUPPORTED, reason=CAME_AS_BEFORE)
            elif desire.wish.kind is DesireKind.PASSWORD:
                yield desire, await self._set_password(visit)
            else:
                yield desire, await self._set_profile(visit, int(desire.wish.wanted["profile"]))

    async def _set_password(self, visit: Visit) -> Attempt:
        async with self._database.read(Scope(tenant_id=visit.tenant_id)) as connection:
            sealed = await store.find_next_password(connection, visit.station_id)
        if sealed is None:  # it came with it meanwhile
            return Attempt(outcome=Outcome.REPORTED)
        name = _PASSWORD_16 if visit.protocol == _IS_16 else _PASSWORD_2
        return _attempt(
            await self._send(
                visit.station_id, SetVariable(name=name, value=self._vault.open(sealed))
            )
        )

    async def _set_profile(self, visit: Visit, profile: int) -> Attempt:
        if visit.protocol == _IS_16:
            command = SetVariable(name=_PROFILE_16, value=str(profile))
            return _attempt(await self._send(visit.station_id, command))
        return await self._set_network(visit, profile)

    async def _set_network(self, visit: Visit, profile: int) -> Attempt:
        """Put the way to us into a slot that is not in use, and try that first (2.0.1 B09, B10).

        The slots that are in use stay behind it: a station that cannot come by the new one comes
        by the old one.
        """
        if self._public_url is None:
            return Attempt(outcome=Outcome.REFUSED, reason=NO_ADDRESS)
        answer = await self._send(visit.station_id, GetVariables(names=(_PRIORITY,)))
        told = [each.value for each in answer.variables if each.value]
        used = [slot.strip() for slot in told[0].split(",")] if told else ["1"]
        free = next((slot for slot in _SLOTS if slot not in used[:2]), None)
        if free is None:
            return Attempt(outcome=Outcome.REFUSED, reason=NO_SLOT)
        data = {
            "ocppVersion": _VERSIONS.get(visit.protocol, "OCPP20"),
            "ocppTransport": "JSON",
            "ocppCsmsUrl": self._public_url,
            "messageTimeout": MESSAGE_TIMEOUT_S,
            "securityProfile": profile,
            "ocppInterface": "Wired0",
        }
        action = RawAction(
            action="SetNetworkProfile",
            payload={"configurationSlot": int(free), "connectionData": data},
        )
        kept = await self._send(visit.station_id, action)
        if kept.status is not CommandStatus.ACCEPTED:
            return _attempt(kept)
        priority = ",".join([free, *(slot for slot in used if slot != free)])
        chosen = _attempt(
            await self._send(visit.station_id, SetVariable(name=_PRIORITY, value=priority))
        )
        if chosen.outcome is Outcome.REPORTED:
            return Attempt(outcome=Outcome.REBOOT_REQUIRED, reason=AWAITS_RETURN)
        return chosen

    async def _send(self, station_id: StationId, command: Command) -> CommandAnswer:
        return await self._link.send(station_id, command, command_id=CommandId(new_id()))


_OUTCOMES: Mapping[CommandStatus, Outcome] = {
    CommandStatus.ACCEPTED: Outcome.REPORTED,
    CommandStatus.REBOOT_REQUIRED: Outcome.REBOOT_REQUIRED,
    CommandStatus.REJECTED: Outcome.REFUSED,
    CommandStatus.FAILED: Outcome.REFUSED,
    CommandStatus.NOT_SUPPORTED: Outcome.UNSUPPORTED,
}


def _attempt(answer: CommandAnswer) -> Attempt:
    outcome = _OUTCOMES.get(answer.status, Outcome.UNREACHED)
    is_taken = outcome in (Outcome.REPORTED, Outcome.REBOOT_REQUIRED)
    return Attempt(outcome=outcome, reason=AWAITS_RETURN if is_taken else answer.status.value)
