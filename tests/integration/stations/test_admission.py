import asyncio
from typing import Any

import pytest

from sigec.events.stations import StationChanged
from sigec.kit.actor import PLATFORM, SYSTEM, Role
from sigec.kit.errors import Invalid
from sigec.kit.ids import TenantId, new_id
from sigec.kit.pages import PageRequest
from sigec.stations._store.handshakes import RefusedHandshakes, count_handshakes
from sigec.stations.model import (
    Admission,
    BootReport,
    CertificateFault,
    Credentials,
    IncidentKind,
    Peer,
    PeerCertificate,
    Refusal,
    RefusalReason,
    Registration,
    UnknownStations,
)
from sigec.stations.service import (
    Adoption,
    HandshakeNotFound,
    IdentityTaken,
    forget_handshakes,
)
from sigec.tenants.model import ENTERPRISE
from sigec.tenants.service import PlanService, StationLimitReached
from tests.canaries import STATION_PASSWORD
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import PEER, Yard


def reason_of(answer: Admission | Refusal) -> RefusalReason | None:
    return answer.reason if isinstance(answer, Refusal) else None


async def test_an_unknown_station_is_refused_and_listed(yard: Yard) -> None:
    answers = [yard.stations.admit("CP9", peer=PEER) for _ in range(3)]
    await yard.ingest.close()

    assert answers == [Refusal(status=404, reason=RefusalReason.UNKNOWN_IDENTITY)] * 3
    [listed] = (await yard.handshakes.list_handshakes(yard.operator, PageRequest())).items
    assert (listed.identity, listed.address, listed.count) == ("CP9", PEER.address, 3)
    assert listed.reason is RefusalReason.UNKNOWN_IDENTITY


async def test_another_tenants_station_is_answered_like_an_unknown_one(yard: Yard) -> None:
    await create_tenant(yard.database, "other")
    await yard.stations.refresh_tenants()
    await yard.station()

    assert isinstance(yard.stations.admit("CP1", tenant_slug="acacias", peer=PEER), Admission)
    assert isinstance(yard.stations.admit("CP1", peer=PEER), Admission)
    for slug in ("other", "nowhere"):
        answer = yard.stations.admit("CP1", tenant_slug=slug, peer=PEER)
        assert answer == Refusal(status=404, reason=RefusalReason.OTHER_TENANT)


async def test_an_identity_is_compared_exactly(yard: Yard) -> None:
    await yard.station("CP 1")

    assert isinstance(yard.stations.admit("CP 1", peer=PEER), Admission)
    for other in ("cp 1", "CP%201", " CP 1", "CP 1/"):
        assert reason_of(yard.stations.admit(other, peer=PEER)) is not None


async def test_a_station_with_a_password_must_know_it(yard: Yard) -> None:
    station = await yard.station(password=STATION_PASSWORD)
    good = Credentials(user=b"CP1", password=STATION_PASSWORD.encode())

    def knock(credentials: Credentials | None) -> Admission | Refusal:
        return yard.stations.admit("CP1", credentials=credentials, peer=PEER)

    assert (station.security_profile, station.has_password) == (1, True)
    assert isinstance(knock(good), Admission)
    assert reason_of(knock(None)) is RefusalReason.CREDENTIALS_MISSING
    for user, password in ((b"CP2", good.password), (b"", good.password), (b"CP1", b"\xff\x00")):
        refusal = knock(Credentials(user=user, password=password))
        assert refusal == Refusal(status=401, reason=RefusalReason.CREDENTIALS_WRONG)


async def test_a_new_password_counts_at_once(yard: Yard) -> None:
    station = await yard.station(password=STATION_PASSWORD)
    new = Credentials(user=b"CP1", password=b"another-long-password")

    await yard.inventory.edit_station(
        yard.operator, station.id, {"password": new.password.decode()}
    )

    assert isinstance(yard.stations.admit("CP1", credentials=new, peer=PEER), Admission)
    with pytest.raises(Invalid):
        await yard.inventory.edit_station(yard.operator, station.id, {"password": None})
    await yard.inventory.edit_station(
        yard.operator, station.id, {"password": None, "security_profile": 0}
    )
    assert isinstance(yard.stations.admit("CP1", peer=PEER), Admission)


async def test_profile_2_wants_tls_and_profile_3_a_certificate(yard: Yard) -> None:
    await yard.station("P2", security_profile=2, password=STATION_PASSWORD)
    await yard.station("P3", security_profile=3)
    known = Credentials(user=b"P2", password=STATION_PASSWORD.encode())
    tls = Peer(address=PEER.address, is_tls=True)
    certified = showing("P3")

    plain = yard.stations.admit("P2", credentials=known, peer=PEER)
    assert reason_of(plain) is RefusalReason.TLS_REQUIRED
    assert isinstance(yard.stations.admit("P2", credentials=known, peer=tls), Admission)
    assert reason_of(yard.stations.admit("P3", peer=PEER)) is RefusalReason.TLS_REQUIRED
    assert reason_of(yard.stations.admit("P3", peer=tls)) is RefusalReason.CERTIFICATE_REQUIRED
    assert isinstance(yard.stations.admit("P3", peer=certified), Admission)


def showing(*names: str, **said: Any) -> Peer:
    """Make a peer that shows a certificate of the yard's tenant."""
    defaults = {"fingerprint": "f1", "organizations": frozenset({" ACACIAS"})}
    certificate = PeerCertificate(names=frozenset(names), **defaults | said)
    return Peer(address=PEER.address, is_tls=True, certificate=certificate)


async def test_a_certificate_names_its_station_and_its_operator(yard: Yard) -> None:
    await yard.station("P3", security_profile=3)

    def knock(*names: str, **said: Any) -> RefusalReason | None:
        return reason_of(yard.stations.admit("P3", peer=showing(*names, **said)))

    assert knock("P3") is None
    assert knock("P4") is RefusalReason.CERTIFICATE_SUBJECT
    others = frozenset({"Somebody else"})
    assert knock("P3", organizations=others) is RefusalReason.CERTIFICATE_ORGANIZATION
    assert knock("P3", organizations=frozenset()) is RefusalReason.CERTIFICATE_ORGANIZATION
    # Our own authority knew whom it signed for; another tenant's says nothing here.
    assert knock("P3", organizations=others, issued_for=yard.operator.tenant_id) is None
    stranger = TenantId(new_id())
    assert knock("P3", issued_for=stranger) is RefusalReason.CERTIFICATE_ORGANIZATION
    for fault in CertificateFault:
        assert knock("P3", fault=fault) is RefusalReason(f"certificate_{fault.value}")
    await yard.ingest.close()
    [incident] = (await yard.incidents.list_incidents(yard.operator, PageRequest())).items[:1]
    assert incident.kind is IncidentKind.SECURITY_EVENT
    assert incident.error_code == "certificate_revoked"
    assert incident.detail == PEER.address


async def test_a_certificate_may_name_the_serial_number_or_what_is_registered(yard: Yard) -> None:
    station = await yard.station("P3", security_profile=3)
    peer = showing("SN-77")
    assert reason_of(yard.stations.admit("P3", peer=peer)) is RefusalReason.CERTIFICATE_SUBJECT
    boot = BootReport(
        station_id=station.id,
        received_at=yard.clock.now(),
        vendor="V",
        model="M",
        serial_number="SN-77",
    )
    for _ in range(2):
        await yard.stations.record_boot(
            boot, yard.entry(station.id, "BootNotification"), lambda _: b"{}"
        )
    assert len(await yard.events(StationChanged)) == 3  # registered, and told twice before it knew
    await yard.stations.refresh(station.id)
    await yard.stations.record_boot(
        boot, yard.entry(station.id, "BootNotification"), lambda _: b"{}"
    )
    assert not await yard.events(StationChanged)
    assert reason_of(yard.stations.admit("P3", peer=peer)) is None
    await yard.inventory.edit_station(
        yard.operator, station.id, {"certificate_subject": "door-3.example"}
    )
    assert reason_of(yard.stations.admit("P3", peer=peer)) is RefusalReason.CERTIFICATE_SUBJECT
    assert reason_of(yard.stations.admit("P3", peer=showing("door-3.example"))) is None


async def test_a_refused_identity_can_be_adopted(yard: Yard) -> None:
    yard.stations.admit("CP9", peer=PEER)
    await yard.ingest.close()
    [listed] = (await yard.handshakes.list_handshakes(yard.operator, PageRequest())).items

    station = await yard.handshakes.adopt(yard.operator, listed.id, Adoption())

    assert (station.ocpp_identity, station.registration) == ("CP9", Registration.ACCEPTED)
    assert isinstance(yard.stations.admit("CP9", peer=PEER), Admission)
    assert not (await yard.handshakes.list_handshakes(yard.operator, PageRequest())).items
    with pytest.raises(HandshakeNotFound):
        await yard.handshakes.adopt(yard.operator, listed.id, Adoption())


async def test_only_the_platform_sees_who_knocks_at_no_tenants_door(yard: Yard) -> None:
    other = await create_tenant(yard.database, "other")
    await yard.stations.refresh_tenants()
    yard.stations.admit("CP9", peer=PEER)
    await yard.ingest.close()

    for actor in (yard.operator, somebody(Role.TENANT_ADMIN, other)):
        assert not (await yard.handshakes.list_handshakes(actor, PageRequest())).items
    [listed] = (await yard.handshakes.list_handshakes(SYSTEM, PageRequest())).items
    assert listed.tenant_id is None


@pytest.mark.parametrize("unknown_stations", [UnknownStations.ACCEPT])
async def test_a_stranger_may_be_created(yard: Yard) -> None:
    admission, _ = await yard.connect("CP9")

    [station] = (await yard.inventory.list_stations(yard.operator, PageRequest())).items
    assert (station.id, station.ocpp_identity) == (admission.station_id, "CP9")
    assert (station.registration, station.security_profile) == (Registration.ACCEPTED, 0)
    assert station.is_online
    again, _ = await yard.connect("CP9")
    assert (again.station_id, again.is_new) == (admission.station_id, False)


@pytest.mark.parametrize("unknown_stations", [UnknownStations.ACCEPT])
async def test_a_stranger_that_knocks_again_before_it_is_stored_is_the_same(yard: Yard) -> None:
    """Ten thousand at once: each came back as somebody new, and broke the batches of all."""
    first = asyncio.create_task(yard.connect("CP9"))
    await asyncio.sleep(0)
    second, _ = await yard.connect("CP9")
    admission, _ = await first

    assert admission.is_new
    assert (second.station_id, second.is_new) == (admission.station_id, False)
    assert len((await yard.inventory.list_stations(yard.operator, PageRequest())).items) == 1


@pytest.mark.parametrize("unknown_stations", [UnknownStations.QUARANTINE])
async def test_a_stranger_may_wait_until_it_is_adopted(yard: Yard) -> None:
    admission, _ = await yard.connect("CP9")
    assert admission.registration is Registration.PENDING
    [listed] = (await yard.handshakes.list_handshakes(yard.operator, PageRequest())).items
    assert listed.reason is RefusalReason.QUARANTINED

    adopted = await yard.handshakes.adopt(yard.operator, listed.id, Adoption(name="Garagem 9"))

    assert (adopted.id, adopted.name) == (admission.station_id, "Garagem 9")
    known = yard.stations.find(admission.station_id)
    assert known is not None
    assert known.registration is Registration.ACCEPTED


@pytest.mark.parametrize("unknown_stations", [UnknownStations.ACCEPT])
async def test_a_stranger_without_a_decent_name_or_tenant_stays_out(yard: Yard) -> None:
    for identity in ("", " ", "a\nb", "x" * 101, "a\0b"):
        answer = yard.stations.admit(identity, peer=PEER)
        assert answer == Refusal(status=404, reason=RefusalReason.INVALID_IDENTITY)
    elsewhere = yard.stations.admit("CP9", tenant_slug="nowhere", peer=PEER)
    assert reason_of(elsewhere) is RefusalReason.UNKNOWN_IDENTITY


async def test_an_identity_is_unique_in_the_installation(yard: Yard) -> None:
    await yard.station()
    other = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "other"))
    mine, yard.operator = yard.operator, other

    with pytest.raises(IdentityTaken):
        await yard.station()

    known = yard.directory.find_by_identity("CP1")
    assert known is not None
    assert known.tenant_id == mine.tenant_id


async def test_who_has_not_knocked_for_a_month_is_forgotten(yard: Yard) -> None:
    async def knock(identity: str) -> None:
        refused = RefusedHandshakes(
            identity=identity,
            tenant_id=yard.operator.tenant_id,
            address=PEER.address,
            reason=RefusalReason.UNKNOWN_IDENTITY,
            count=1,
            at=yard.clock.now(),
        )
        async with yard.database.transaction(PLATFORM) as connection:
            await count_handshakes(connection, [refused])

    for identity in ("GONE", "STAYS"):
        await knock(identity)
    yard.clock.advance(hours=24)
    await knock("STAYS")
    yard.clock.advance(hours=29 * 24 + 1)
    await forget_handshakes(yard.database, yard.clock)

    page = await yard.handshakes.list_handshakes(yard.operator, PageRequest())
    assert [(each.identity, each.count) for each in page.items] == [("STAYS", 2)]


@pytest.mark.parametrize("unknown_stations", [UnknownStations.ACCEPT])
async def test_no_stranger_is_taken_in_beyond_the_plan(yard: Yard) -> None:
    plans = PlanService(yard.database, yard.clock)
    await plans.edit_plan(SYSTEM, ENTERPRISE, {"stations_max": 0})
    admission = yard.stations.admit("CP9", tenant_slug="acacias", peer=PEER)
    assert isinstance(admission, Admission)

    with pytest.raises(StationLimitReached):
        await yard.stations.connected(admission, protocol="ocpp1.6", peer=PEER)
    await yard.ingest.close()

    [listed] = (await yard.handshakes.list_handshakes(yard.operator, PageRequest())).items
    assert (listed.identity, listed.reason) == ("CP9", RefusalReason.PLAN_LIMIT)
    assert not (await yard.inventory.list_stations(yard.operator, PageRequest())).items
    with pytest.raises(StationLimitReached):
        await yard.handshakes.adopt(yard.operator, listed.id, Adoption())
