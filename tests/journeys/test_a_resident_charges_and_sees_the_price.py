from datetime import timedelta

from tests.canaries import RFID_TOKEN
from tests.journeys.condominium import EVENING, REGISTER_WH, Condominium, bill


async def test_by_card_from_plug_to_receipt(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        assert await station.tap(RFID_TOKEN) == "Accepted"
        await station.charge(11_400, minutes=90)
        await station.stop()
        await station.unplug()

    session = await house.the_session()
    assert bill(session) == {
        "started_at": "2025-11-25T19:18:00Z",
        "ended_at": "2025-11-25T20:48:00Z",
        "stop_reason": "Local",
        "energy_wh": 11_400,
        "energy": "register, exact",
        "cost": "11.85",  # 9,120 Wh until 17:30 at 0.53, then 2,280 Wh at 3.08
        "flags": [],
    }
    assert session["status"] == "ended"
    assert session["source"] == "ocpp"
    assert session["person"]["id"] == house.resident["id"]
    assert session["person"]["unit"] == "A 42"
    assert session["identity"] == "known"
    assert session["recorded_at"] > session["ended_at"]
    assert (session["evse"], session["connector"]) == (1, 1)
    assert session["timezone"] == "America/Sao_Paulo"


async def test_every_number_can_be_asked_why(house: Condominium) -> None:
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(11_400, minutes=90)
        await station.stop()

    session = await house.the_session()
    energy = await house.energy(session)
    [part] = energy.pop("parts")
    assert energy == {
        "energy_wh": 11_400,
        "method": "register",
        "quality": "exact",
        "location": "Outlet",
        "doubts": [],
    }
    begin, end = (
        ("Transaction.Begin", "Transaction.End") if house.is_v2 else ("meterStart", "meterStop")
    )
    assert part == {
        "from_at": "2025-11-25T19:18:00Z",
        "to_at": "2025-11-25T20:48:00Z",
        "energy_wh": 11_400,
        "first": {"at": "2025-11-25T19:18:00Z", "wh": REGISTER_WH, "source": begin},
        "last": {"at": "2025-11-25T20:48:00Z", "wh": REGISTER_WH + 11_400, "source": end},
        "count": None,
    }

    readings = [each for each in await house.readings(session) if each["context"] != begin]
    quarters = [EVENING + timedelta(minutes=15 * number) for number in range(1, 7)]
    assert [(each["at"], each["energy_wh"], each["power_w"]) for each in readings[:6]] == [
        (f"{at:%Y-%m-%dT%H:%M:%SZ}", REGISTER_WH + 1_900 * number, 7_600)
        for number, at in enumerate(quarters, start=1)
    ]

    timeline = await house.timeline(session)
    assert [each["kind"] for each in timeline[:: len(timeline) - 1]] == ["started", "ended"]
    assert [each["at"] for each in timeline] == sorted(each["at"] for each in timeline)
    assert len(timeline) == sum(
        "ransaction" in each.action or each.action == "MeterValues" for each in station.answers
    )


async def test_the_vector_of_two_tariffs(house: Condominium) -> None:
    """domain.md §7: Tuesday 16:18–20:50, 8.05 kWh, no reading in between."""
    async with await house.station() as station:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(8_050, minutes=272, samples=False)
        await station.stop()

    session = await house.the_session()
    assert session["cost"] == {"amount": "17.85", "currency": "BRL"}
    assert [
        (
            line["window"],
            line["from_at"][11:16],
            line["to_at"][11:16],
            line["energy_wh"],
            line["unit_price"],
            line["amount"]["amount"],
            line["basis"],
        )
        for line in session["price_lines"]
    ] == [
        ("base", "19:18", "20:30", 2_131, "0.53", "1.13", "proportional"),
        ("peak", "20:30", "23:30", 5_327, "3.08", "16.41", "proportional"),
        ("base", "23:30", "23:50", 592, "0.53", "0.31", "proportional"),
    ]


async def test_the_price_so_far_is_shown_while_it_charges(house: Condominium) -> None:
    async with await house.station() as station, house.watching("sessions") as live:
        await station.plug()
        await station.tap(RFID_TOKEN)
        await station.charge(2_000, minutes=30)
        progress = await live.next("session.progress", lambda data: data["energy_wh"] == 2_000)
        assert progress["data"]["amount_minor"] == 106
        session = await house.open_session()
        assert bill(session) == {
            "started_at": "2025-11-25T19:18:00Z",
            "ended_at": None,
            "stop_reason": None,
            "energy_wh": 2_000,
            "energy": "register, exact",
            "cost": "1.06",
            "flags": ["long"],  # for it is told a year late
        }
        assert (session["status"], session["rating"]) == ("charging", "pending")
        assert session["power_w"] == 4_000


async def test_residents_see_their_own_charges_only(house: Condominium) -> None:
    neighbour = await house.admin.create("/people", name="Vizinho")
    await house.new_card("VIZINHO1", person_id=neighbour["id"])
    async with await house.station(connectors=2) as station:
        for connector, card in ((1, RFID_TOKEN), (2, "VIZINHO1")):
            await station.plug(connector)
            await station.tap(card, connector)
        await station.charge_together({1: 1_000, 2: 2_000}, minutes=30)
        await station.stop(1)
        await station.stop(2)
    mine, other = await house.settled(2)
    async with house.signed_in("resident", person_id=house.resident["id"]) as ana:
        assert [each["id"] for each in await ana.items("/sessions")] == [mine["id"]]
        assert (await ana.get(f"/sessions/{mine['id']}"))["id_token"] == RFID_TOKEN
        assert await ana.refusal("GET", f"/sessions/{other['id']}") == (404, "not_found.session")
        assert (await ana.refusal("GET", "/id-tokens"))[0] == 403
