"""From a request to a certificate in use, with everything that comes between."""

from collections.abc import Sequence

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from sigec.certificates.model import (
    TRIES_MAX,
    AuthorityState,
    CertificateState,
    CertificateUse,
    RequestFault,
    RevocationReason,
    StationCertificate,
    read_pem,
)
from sigec.certificates.ports import AuthorityMissing
from sigec.certificates.service import (
    AuthorityNotFound,
    AuthoritySigns,
    CertificateNotFound,
    CertificateOver,
)
from sigec.events.certificates import StationCertificateChanged
from sigec.kit.actor import Role
from sigec.kit.ids import AuthorityId, CertificateId, new_id
from sigec.kit.pages import PageRequest
from sigec.stations.model import (
    CommandAnswer,
    CommandStatus,
    DeliverCertificate,
    IncidentKind,
    Trigger,
    Variable,
    VariableName,
)
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import StationNotFound
from tests.authority import Holder
from tests.integration.actors import create_tenant, somebody
from tests.integration.certificates.conftest import Office

REJECTED = CommandAnswer(status=CommandStatus.REJECTED, payload={"status": "Rejected"})
ACCEPTED = CommandAnswer(status=CommandStatus.ACCEPTED, payload={"status": "Accepted"})


def states(found: Sequence[StationCertificate]) -> list[CertificateState]:
    return [each.state for each in found]


async def test_without_an_authority_nobody_signs(office: Office) -> None:
    station = await office.yard.station()
    assert await office.ask(station.id) is RequestFault.NO_AUTHORITY
    with pytest.raises(AuthorityMissing):
        await office.desk.renew(
            office.yard.operator, station.id, CertificateUse.STATION, reason=None
        )
    [refused] = await office.found(station.id)
    assert (refused.state, refused.reason) == (CertificateState.REFUSED, "no_authority")


async def test_a_request_is_signed_delivered_and_used(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    key = ec.generate_private_key(ec.SECP256R1())
    for _ in range(2):  # asked again it is the same request
        assert await office.ask(station.id, key=key) is None
    await office.wait()
    [delivered] = await office.found(station.id)
    assert delivered.state is CertificateState.DELIVERED
    [told] = office.told()
    assert isinstance(told, DeliverCertificate)
    assert (told.signing_request_id, told.use) == (7, "ChargingStationCertificate")
    leaf, root = read_pem(told.chain)
    assert leaf.issuer == root.subject
    judged = office.trust.read([leaf.public_bytes(Encoding.DER)], is_verified=False)
    assert (judged.fault, judged.issued_for) == (None, yard.operator.tenant_id)

    await office.keeper.seen(station.id, delivered.fingerprint)
    await office.keeper.seen(station.id, delivered.fingerprint)
    [used] = await office.found(station.id)
    assert (used.state, used.used_at) == (CertificateState.IN_USE, yard.clock.now())
    moved = [each.state for each in await yard.events(StationCertificateChanged)]
    assert moved == ["requested", "signed", "delivered", "in_use"]


async def test_a_station_is_told_until_it_takes_it(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    yard.link.answer = StationOffline()
    await office.ask(station.id)
    await office.wait()
    assert states(await office.found(station.id)) == [CertificateState.SIGNED]
    await office.wait(days=1)
    assert len(office.told()) == 1  # nobody is called who is away

    yard.link.answer = StationSilent()
    await office.keeper.seen(station.id, None)  # it came back
    await office.wait()
    yard.link.answer = REJECTED
    await office.wait(minutes=1)
    yard.link.answer = ACCEPTED
    assert states(await office.found(station.id)) == [CertificateState.SIGNED]
    await office.wait(minutes=2)
    assert states(await office.found(station.id)) == [CertificateState.DELIVERED]
    assert len(office.told()) == 3


async def test_one_that_is_never_taken_is_an_incident_until_the_next_is(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    yard.link.answer = REJECTED
    await office.ask(station.id)
    for _ in range(TRIES_MAX):
        await office.wait(hours=2)
    [failed] = await office.found(station.id)
    assert (failed.state, failed.reason) == (CertificateState.FAILED, "not_taken")
    assert len(office.told()) == TRIES_MAX
    [incident] = await yard.open_incidents()
    assert (incident.kind, incident.error_code) == (IncidentKind.CERTIFICATE, "not_taken")

    yard.link.answer = ACCEPTED
    await office.ask(station.id)
    await office.wait()
    assert not await yard.open_incidents()


async def test_what_cannot_be_said_or_is_too_long_fails_at_once(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    yard.link.answer = CommandAnswer(status=CommandStatus.NOT_SUPPORTED)
    await office.ask(station.id)
    await office.wait()
    yard.link.answer = ACCEPTED
    lengths = []
    for limit in ("800", "100"):
        name = VariableName(component="SecurityCtrlr", variable="MaxCertificateChainSize")
        await yard.stations.record_variables(
            [Variable(name=name, value=limit)],
            yard.entry(station.id, "NotifyReport"),
            lambda: b"{}",
        )
        office.told()
        await office.ask(station.id)
        await office.wait()
        lengths += [len(read_pem(each.chain)) for each in office.told()]  # type: ignore[union-attr]
    assert lengths == [1]  # the station's own alone, where the root has no room
    failed = await office.found(station.id)
    assert [each.reason for each in failed] == ["chain_too_long", None, "not_supported"]


async def test_an_authority_that_is_away_is_asked_again_and_its_answer_checked(
    office: Office,
) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    office.authority.is_away = True
    await office.ask(station.id)
    await office.wait()
    assert states(await office.found(station.id)) == [CertificateState.REQUESTED]
    office.authority.is_away = False
    office.authority.instead = Holder("CP1").pem  # of another key
    await office.wait(hours=1)
    [failed] = await office.found(station.id)
    assert (failed.state, failed.reason) == (CertificateState.FAILED, "wrong_answer")


async def test_the_old_one_works_until_the_new_one_is_seen(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    fingerprints = []
    for _ in range(2):
        await office.ask(station.id)
        await office.wait(minutes=1)
        fingerprints.append((await office.found(station.id))[0].fingerprint)
    old, new = fingerprints
    await office.ask(station.id, use=CertificateUse.V2G)
    await office.wait()

    # It comes back with the old one: it is given the new one again.
    office.told()
    await office.keeper.seen(station.id, old)
    await office.wait()
    assert len(office.told()) == 1
    await office.authorities.refresh()
    assert not office.trust.is_revoked(old or "")

    await office.keeper.seen(station.id, new)
    v2g, second, first = await office.found(station.id)
    assert v2g.state is CertificateState.DELIVERED  # for another use: untouched
    assert second.state is CertificateState.IN_USE
    assert (first.state, first.reason) == (CertificateState.REVOKED, "superseded")
    await office.authorities.refresh()
    assert office.trust.is_revoked(old or "")


async def test_a_station_is_asked_for_its_next_key_before_the_end(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    await office.ask(station.id)
    await office.wait()
    office.told()
    await office.wait(days=330)
    assert not office.told()
    await office.wait(days=6)
    yard.link.answer = REJECTED  # it will not
    for _ in range(3):
        await office.wait(days=1)
    assert office.told() == [Trigger(message="SignChargingStationCertificate")] * 4
    assert not await yard.open_incidents()
    await office.wait(days=14)
    [incident] = await yard.open_incidents()
    assert (incident.kind, incident.error_code) == (IncidentKind.CERTIFICATE, "ends_soon")
    yard.link.answer = ACCEPTED
    await office.ask(station.id)
    await office.wait()
    office.told()
    assert not await yard.open_incidents()
    await office.wait(days=1)
    assert not office.told()  # the next one is there: nobody is asked for more


async def test_another_authority_takes_over(office: Office) -> None:
    yard, admin = office.yard, office.yard.operator
    first = await office.authorities.create_authority(admin)
    station = await yard.station()
    await office.ask(station.id)
    await office.wait()
    office.told()
    with pytest.raises(AuthoritySigns):
        await office.authorities.withdraw_authority(admin, first.id)

    second = await office.authorities.create_authority(admin)
    await office.wait()
    assert office.told() == [Trigger(message="SignChargingStationCertificate")]
    await office.ask(station.id)
    await office.wait()
    new, old = await office.found(station.id)
    assert (new.authority_id, old.authority_id) == (second.id, first.id)
    listed = await office.authorities.list_authorities(admin)
    assert [each.state for each in listed] == [AuthorityState.ACTIVE, AuthorityState.RETIRED]

    await office.authorities.withdraw_authority(admin, first.id)
    await office.authorities.withdraw_authority(admin, first.id)
    believed: list[x509.Certificate] = []
    office.trust.follow(believed.append)
    assert believed == list(read_pem(second.certificate_pem))
    with pytest.raises(AuthorityNotFound):
        await office.authorities.withdraw_authority(admin, AuthorityId(new_id()))


async def test_people_revoke_what_lives_and_only_their_own(office: Office) -> None:
    yard = office.yard
    await office.authorities.create_authority(yard.operator)
    station = await yard.station()
    await office.ask(station.id)
    await office.wait()
    [living] = await office.found(station.id)
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "other"))
    with pytest.raises(CertificateNotFound):
        await office.desk.revoke(stranger, station.id, living.id, RevocationReason.UNSPECIFIED)
    with pytest.raises(StationNotFound):
        await office.desk.list_certificates(stranger, PageRequest(), station.id)
    assert not await office.authorities.list_authorities(stranger)
    with pytest.raises(CertificateNotFound):
        await office.desk.revoke(
            yard.operator, station.id, CertificateId(new_id()), RevocationReason.UNSPECIFIED
        )
    revoked = await office.desk.revoke(
        yard.operator, station.id, living.id, RevocationReason.KEY_COMPROMISE
    )
    assert office.trust.is_revoked(revoked.fingerprint or "")
    with pytest.raises(CertificateOver):
        await office.desk.revoke(yard.operator, station.id, living.id, RevocationReason.UNSPECIFIED)
    await office.wait(days=400)
    assert not [each for each in office.told() if isinstance(each, Trigger)]
