"""Passwords and profiles: the present ones work until the station comes with the next."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from sigec.adapters.aes_vault import AesVault
from sigec.certificates.service import CertificateNotFound
from sigec.kit.actor import Role
from sigec.stations.model import (
    Admission,
    CommandAnswer,
    CommandStatus,
    Credentials,
    Desire,
    DesireKind,
    DesireState,
    GetVariables,
    Peer,
    RawAction,
    Refusal,
    SetVariable,
    Station,
    Visit,
)
from sigec.stations.service import (
    CredentialFulfiller,
    NoPasswordToChange,
    ProfileNotHigher,
    StationNotFound,
    TlsMissing,
)
from tests.canaries import SECRET_KEY, STATION_PASSWORD
from tests.integration.actors import create_tenant, somebody
from tests.integration.certificates.conftest import Office
from tests.integration.stations.conftest import PEER

ACCEPTED = CommandAnswer(status=CommandStatus.ACCEPTED, payload={"status": "Accepted"})
TLS = Peer(address=PEER.address, is_tls=True)


def fulfiller(office: Office, public_url: str | None = "wss://x/ocpp") -> CredentialFulfiller:
    vault = AesVault(SECRET_KEY, purpose="certificates")
    return CredentialFulfiller(
        office.yard.database, office.yard.link, vault=vault, public_url=public_url
    )


def visit(station: Station, protocol: str) -> Visit:
    return Visit(
        station_id=station.id,
        tenant_id=station.tenant_id,
        protocol=protocol,
        vendor=None,
        model=None,
        claim=1,
    )


async def attempt(
    office: Office, station: Station, desire: Desire, protocol: str, url: str | None = "wss://x/o"
) -> tuple[str, str | None]:
    """Try what is wanted once, and return what came of it."""
    parts: AsyncIterator[tuple[Desire, object]] = fulfiller(office, url).fulfil(
        visit(station, protocol), [desire]
    )
    [(_, came)] = [each async for each in parts]
    return came.outcome.value, came.reason  # type: ignore[attr-defined]  # it is an attempt


def knock(office: Office, password: str, peer: Peer = PEER) -> Admission | Refusal:
    credentials = Credentials(user=b"CP1", password=password.encode())
    return office.yard.stations.admit("CP1", credentials=credentials, peer=peer)


async def arrive(office: Office, password: str, peer: Peer = PEER) -> Station:
    admission = knock(office, password, peer)
    assert isinstance(admission, Admission), admission
    await office.yard.stations.connected(admission, protocol="ocpp1.6", peer=peer)
    assert office.yard.stations.is_in_force(admission)
    await office.yard.stations.refresh(admission.station_id)
    assert office.yard.stations.is_in_force(admission)
    return await office.yard.inventory.get_station(office.yard.operator, admission.station_id)


@pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1"])
async def test_both_passwords_work_until_the_new_one_is_seen(office: Office, protocol: str) -> None:
    yard = office.yard
    station = await yard.station(password=STATION_PASSWORD)
    desire = await office.credentials.change_password(yard.operator, station.id)
    assert await attempt(office, station, desire, protocol) == ("reported", "awaits_return")
    [told] = office.told()
    assert isinstance(told, SetVariable)
    name = "AuthorizationKey" if protocol == "ocpp1.6" else "BasicAuthPassword"
    assert told.name.variable == name
    assert len(bytes.fromhex(told.value)) == 20
    assert len(told.value) == 40

    assert (await arrive(office, STATION_PASSWORD)).is_password_changing
    now = await arrive(office, told.value)
    assert (now.is_password_changing, now.has_password) == (False, True)
    assert isinstance(knock(office, STATION_PASSWORD), Refusal)
    binary = Credentials(user=b"CP1", password=bytes.fromhex(told.value))
    assert isinstance(yard.stations.admit("CP1", credentials=binary, peer=PEER), Admission)
    assert await attempt(office, station, desire, protocol) == ("reported", None)
    assert not office.told()


async def test_a_password_that_is_not_wanted_after_all_counts_no_more(office: Office) -> None:
    yard = office.yard
    station = await yard.station(password=STATION_PASSWORD)
    for give_up in (True, False):
        desire = await office.credentials.change_password(yard.operator, station.id)
        await attempt(office, station, desire, "ocpp1.6")
        [told] = office.told()
        assert isinstance(told, SetVariable)
        if give_up:
            kind = DesireKind.PASSWORD
            await office.credentials.give_up(yard.operator, station.id, kind)
        else:  # somebody types one in
            changes = {"password": STATION_PASSWORD}
            await yard.inventory.edit_station(yard.operator, station.id, changes)
        assert isinstance(knock(office, told.value), Refusal)
        assert isinstance(knock(office, STATION_PASSWORD), Admission)


async def test_a_profile_only_rises_and_only_when_proved(office: Office) -> None:
    yard = office.yard
    station = await yard.station(password=STATION_PASSWORD)
    desire = await office.credentials.raise_profile(yard.operator, station.id, 2)
    assert desire.wish.wanted == {"profile": 2}
    came = await arrive(office, STATION_PASSWORD)
    assert (came.security_profile, came.wanted_profile) == (1, 2)
    came = await arrive(office, STATION_PASSWORD, TLS)
    assert (came.security_profile, came.wanted_profile) == (2, None)
    assert isinstance(knock(office, STATION_PASSWORD), Refusal)
    for profile in (1, 2):
        with pytest.raises(ProfileNotHigher):
            await office.credentials.raise_profile(yard.operator, station.id, profile)
    with pytest.raises(CertificateNotFound):
        await office.desk.raise_profile(yard.operator, station.id, 3)


async def test_a_network_slot_is_found_and_the_old_one_kept_behind_it(office: Office) -> None:
    yard = office.yard
    station = await yard.station(password=STATION_PASSWORD)
    desire = await office.credentials.raise_profile(yard.operator, station.id, 2)
    assert await attempt(office, station, desire, "ocpp2.1", None) == (
        "refused",
        "no_public_address",
    )
    assert await attempt(office, station, desire, "ocpp2.1") == (
        "reboot_required",
        "awaits_return",
    )
    asked, network, chosen = office.told()
    assert isinstance(asked, GetVariables)
    assert isinstance(network, RawAction)
    assert network.payload["configurationSlot"] == 2
    data = network.payload["connectionData"]
    assert (data["ocppCsmsUrl"], data["securityProfile"]) == ("wss://x/o", 2)
    assert isinstance(chosen, SetVariable)
    assert chosen.value == "2,1"
    waiting = replace(desire, reason="awaits_return")  # it restarted, and came as before
    assert await attempt(office, station, waiting, "ocpp2.1") == ("unsupported", "came_as_before")
    assert not office.told()
    yard.link.answer = CommandAnswer(status=CommandStatus.REJECTED)
    assert await attempt(office, station, desire, "ocpp1.6") == ("refused", "rejected")
    yard.link.answer = CommandAnswer(status=CommandStatus.NOT_SUPPORTED)
    assert (await attempt(office, station, desire, "ocpp1.6"))[0] == "unsupported"


async def test_what_came_back_as_before_is_told_again(office: Office) -> None:
    yard = office.yard
    station = await yard.station(password=STATION_PASSWORD)
    desire = await office.credentials.change_password(yard.operator, station.id)
    assert desire.state is DesireState.PENDING
    admission = knock(office, STATION_PASSWORD)
    assert isinstance(admission, Admission)
    assert admission.outdated == {DesireKind.PASSWORD}
    assert not admission.renewed


async def test_what_makes_no_sense_is_refused(office: Office) -> None:
    yard = office.yard
    open_one = await yard.station("CP0")
    with pytest.raises(NoPasswordToChange):
        await office.credentials.change_password(yard.operator, open_one.id)
    with pytest.raises(NoPasswordToChange):
        await office.credentials.raise_profile(yard.operator, open_one.id, 1)
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "other"))
    with pytest.raises(StationNotFound):
        await office.credentials.change_password(stranger, open_one.id)
    office.credentials._has_tls = False
    station = await yard.station(password=STATION_PASSWORD)
    with pytest.raises(TlsMissing):
        await office.credentials.raise_profile(yard.operator, station.id, 2)
