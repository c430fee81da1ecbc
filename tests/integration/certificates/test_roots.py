"""Roots that are wanted in stations, and what stations say that they have."""

import pytest

from sigec.certificates.model import hash_of, is_same, read_installed
from sigec.certificates.service import RootDesk, RootFulfiller
from sigec.kit.actor import Role
from sigec.kit.errors import Invalid
from sigec.kit.ids import CommandId
from sigec.stations.model import (
    NO_LIMIT,
    Command,
    CommandAnswer,
    CommandStatus,
    Desire,
    InstallCertificate,
    InstalledKind,
    ListCertificates,
    RequestLimit,
    Station,
    Visit,
)
from sigec.stations.ports import WhenLate
from sigec.stations.service import StationNotFound
from tests.authority import DAY, Holder
from tests.integration.actors import create_tenant, somebody
from tests.integration.certificates.conftest import Office

V2G = InstalledKind.V2G_ROOT


class Box:
    """A station that keeps roots, and spells their names in its own way."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Holder]] = []
        self.known: dict[str, Holder] = {}
        self.answer = CommandStatus.ACCEPTED
        self.shows_it = True
        self.heard: list[Command] = []

    async def check(self, station_id: object, command: Command) -> None:
        """Know every action."""

    async def send(
        self,
        station_id: object,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        self.heard.append(command)
        match command:
            case ListCertificates(kind=kind):
                chains = [
                    {
                        "certificateType": kept,
                        "certificateHashData": {
                            "hashAlgorithm": "SHA256",
                            "issuerNameHash": hash_of(root.certificate).issuer_name_hash.upper(),
                            "issuerKeyHash": hash_of(root.certificate).issuer_key_hash.upper(),
                            "serialNumber": f"{root.certificate.serial_number:040X}",
                        },
                    }
                    for kept, root in self.kept
                    if kind in (None, kept) and self.shows_it
                ]
                return CommandAnswer(
                    status=CommandStatus.ACCEPTED, payload={"certificateHashDataChain": chains}
                )
            case InstallCertificate(kind=kind, certificate=pem):
                if self.answer is CommandStatus.ACCEPTED:
                    self.kept.append((kind.value, self.known[pem]))
                return CommandAnswer(status=self.answer)
            case _:
                raise AssertionError(command)


async def attempt(office: Office, box: Box, station: Station, desire: Desire) -> tuple[str, int]:
    """Try what is wanted, and return what came of it and how many messages it took."""
    visit = Visit(
        station_id=station.id,
        tenant_id=office.yard.operator.require_tenant(),
        protocol="ocpp2.0.1",
        vendor=None,
        model=None,
        claim=1,
    )
    box.heard.clear()
    [(_, came)] = [each async for each in RootFulfiller(box).fulfil(visit, [desire])]
    return came.outcome.value, len(box.heard)


def desk(office: Office) -> RootDesk:
    yard = office.yard
    return RootDesk(yard.database, yard.clock, inventory=yard.inventory, stations=yard.stations)


def a_root() -> Holder:
    return Holder("Root", "V2G", is_authority=True, valid=(-400 * DAY, 4_000 * DAY))


async def test_a_root_is_installed_until_the_station_lists_it(office: Office) -> None:
    station = await office.yard.station()
    root, box = a_root(), Box()
    box.known[root.pem] = root
    desire = await desk(office).want_root(office.yard.operator, station.id, V2G, root.pem)
    again = await desk(office).want_root(office.yard.operator, station.id, V2G, root.pem)
    assert again == desire
    box.answer = CommandStatus.REJECTED
    assert await attempt(office, box, station, desire) == ("refused", 2)
    box.answer = CommandStatus.NOT_SUPPORTED
    assert await attempt(office, box, station, desire) == ("unsupported", 2)
    box.answer = CommandStatus.ACCEPTED
    box.shows_it = False
    assert await attempt(office, box, station, desire) == ("reported", 3)
    box.shows_it = True
    assert await attempt(office, box, station, desire) == ("reported", 1)  # it is there already


async def test_only_roots_that_are_valid_are_wanted(office: Office) -> None:
    yard = office.yard
    station = await yard.station()
    good = a_root()
    over = Holder("Over", is_authority=True, valid=(-900 * DAY, -800 * DAY))
    for pem in ("", "PEM", over.pem, good.sign("CP1").pem, good.pem * 2, good.pem + "x" * 5_500):
        with pytest.raises(Invalid):
            await desk(office).want_root(yard.operator, station.id, V2G, pem)
    with pytest.raises(Invalid):
        await desk(office).want_root(yard.operator, station.id, InstalledKind.V2G_CHAIN, good.pem)
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "other"))
    with pytest.raises(StationNotFound):
        await desk(office).want_root(stranger, station.id, V2G, good.pem)


def test_a_list_is_read_whatever_is_in_it() -> None:
    root = hash_of(Holder("Root", is_authority=True).certificate)
    said = {
        "hashAlgorithm": root.algorithm,
        "issuerNameHash": root.issuer_name_hash,
        "issuerKeyHash": root.issuer_key_hash,
        "serialNumber": root.serial_number,
    }
    [found] = read_installed({"certificateHashData": [said]}, InstalledKind.MANUFACTURER_ROOT)
    assert found.kind is InstalledKind.MANUFACTURER_ROOT
    assert is_same(found.hash, root)
    odd = {"certificateHashDataChain": [{"certificateType": "Other"}, {}], "status": "NotFound"}
    assert list(read_installed(odd, None)) == []
