"""The invented past is one that could have been."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from sigec.demo.charges import Diary, Outlet, PastCharge
from sigec.demo.neighbourhood import CONDOMINIUMS, without_accents

UNTIL = datetime(2026, 11, 27, 15, tzinfo=UTC)
CARDS = ["A", "B", "C"]


def past(outlet: Outlet) -> list[PastCharge]:
    diary = Diary(outlet, CARDS, Random("seed"))
    charges = list(diary.charges((UNTIL - timedelta(days=21)).date(), UNTIL))
    assert diary.register_wh == charges[-1].readings[-1].register_wh
    return charges


@pytest.mark.parametrize(
    "outlet",
    [
        Outlet(power_w=7_360, register_wh=6_057_910),
        Outlet(power_w=50_000, register_wh=0, is_fast=True),
    ],
)
def test_one_car_charges_after_the_other_and_the_meter_only_counts_up(outlet: Outlet) -> None:
    charges = past(outlet)
    assert len(charges) >= 10
    assert charges[0].readings[0].register_wh == outlet.register_wh
    for charge in charges:
        instants = [reading.at for reading in charge.readings]
        registers = [reading.register_wh for reading in charge.readings]
        assert instants == sorted(set(instants))
        assert registers == sorted(registers)
        assert max(reading.power_w for reading in charge.readings) <= outlet.power_w
        assert charge.ended_at < UNTIL
    for charge, following in pairwise(charges):
        assert (charge.repaired_at or charge.ended_at) < following.readings[0].at
        assert charge.readings[-1].register_wh == following.readings[0].register_wh


def test_the_same_past_is_invented_every_time() -> None:
    outlet = Outlet(power_w=7_360, register_wh=0)
    assert past(outlet) == past(outlet)


def test_everybody_has_an_address_and_a_card_of_their_own() -> None:
    assert without_accents("Sônia") == "Sonia"
    for each in CONDOMINIUMS:
        count = len(each.residents)
        assert len({each.card_of(index) for index in range(count)}) == count
        addresses = {each.email_of(index) for index in range(count)}
        assert len(addresses) == count
        assert all(address.isascii() for address in addresses)
