"""Firmware updates over a real socket, in every version: ordered, fetched, told, proved, failed.

Named by what a station does: L01 (secure update), L02 (plain), L03 (publish), L04 (unpublish) of
2.0.1, and the firmware profile and the security extension of 1.6.
"""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sigec.kit.clock import SystemClock
from tests.conformance.charger import SCHEMAS, Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.workshop import (
    FIRMWARE,
    asking,
    boot,
    bring,
    fetch,
    image,
    order,
    reaches,
    reply,
    update,
    words,
)
from tests.unit.maintenance.signing import certificate, signature

VERSIONS = sorted(SCHEMAS)
WORDS = ("Downloading", "Downloaded", "Installing", "Installed")


async def told(
    charger: Charger, word: str, request_id: int | None, *, signed: bool = False
) -> None:
    """Tell how far an update is."""
    action = "SignedFirmwareStatusNotification" if signed else "FirmwareStatusNotification"
    number = {} if request_id is None else {"requestId": request_id}
    assert await charger.tell(action, {"status": word, **number}) == {}


def location_of(payload: Json) -> str:
    location: str = payload.get("firmware", payload)["location"]
    return location


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_update_is_fetched_told_and_proved(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        ordered = await order(grid, charger, (await image(grid))["id"])
        id_, payload = await charger.expect("UpdateFirmware")
        request_id = payload.get("requestId")
        assert (request_id is None) == (version == "ocpp1.6")
        await charger.answer(id_, {} if request_id is None else {"status": "Accepted"})
        await reaches(grid, ordered, "asked")

        await told(charger, "Downloading", request_id)
        url = location_of(payload)
        half = await fetch(url, Range="bytes=0-299999")
        assert half.status_code == 206
        assert half.headers["content-range"] == f"bytes 0-299999/{len(FIRMWARE)}"
        rest = await fetch(url, Range="bytes=300000-", **{"If-Range": half.headers["etag"]})
        assert half.content + rest.content == FIRMWARE
        assert (await fetch(url)).content == FIRMWARE
        assert (await fetch(url, Range=f"bytes={len(FIRMWARE)}-")).status_code == 416
        for word in WORDS[1:]:
            await told(charger, word, request_id)
        installed = await reaches(grid, ordered, "installed")

        assert words(installed) == ["ordered", "asked", *WORDS]
        assert installed["sent_bytes"] == len(FIRMWARE)
        assert not installed["is_proven"]
        assert (await fetch(url)).status_code == 404, "the link is for the update only"
        await boot(charger, "2.0.0")
        assert (await update(grid, ordered))["is_proven"]
        assert words(await update(grid, ordered))[-1] == "proved"


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_signed_update_is_sent_with_its_certificate(grid: Grid, version: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = certificate(key, at=SystemClock().now())
    signed = signature(key, FIRMWARE)
    is_16 = version == "ocpp1.6"
    async with grid.charger(version) as charger:
        await boot(charger)
        kept = await image(grid, signature=signed, signing_certificate=pem)
        ordered = await order(grid, charger, kept["id"])
        id_, payload = await charger.expect("SignedUpdateFirmware" if is_16 else "UpdateFirmware")
        assert payload["firmware"]["signature"] == signed
        assert payload["firmware"]["signingCertificate"] == pem.strip()
        await charger.answer(id_, {"status": "Accepted"})
        for word in ("Downloading", "Downloaded", "InvalidSignature"):
            await told(charger, word, payload["requestId"], signed=is_16)
        failed = await reaches(grid, ordered, "failed", "invalid_signature")

        assert words(failed)[-1] == "InvalidSignature"
        station = await grid.station(charger)
        incidents = (await grid.admin.get(f"/stations/{station['id']}/incidents"))["items"]
        assert ("update_failed", "invalid_signature") in {
            (each["kind"], each["error_code"]) for each in incidents
        }


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_each_failure_of_an_installation_is_told_apart(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        kept = await image(grid)
        for word, status, reason in (
            ("InstallVerificationFailed", "failed", "verification_failed"),
            ("DownloadFailed", "waiting", "download_failed"),
            ("InstallationFailed", "waiting", "installation_failed"),
        ):
            ordered = await order(grid, charger, kept["id"])
            id_, payload = await charger.expect("UpdateFirmware")
            # It says that it gives up the one before, whose number it may still use.
            await charger.answer(id_, {"status": "AcceptedCanceled"})
            await reaches(grid, ordered, "asked")
            await told(charger, "InstallRebooting", payload["requestId"])
            await told(charger, word, payload["requestId"])
            shown = await reaches(grid, ordered, status, reason)
            assert (shown["next_try_at"] is None) == (status == "failed")
            await told(charger, "Idle", None)
            assert (await update(grid, ordered))["status"] == status


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_order_that_is_refused_late_broken_or_unanswered(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        kept = await image(grid)
        replies = [
            ([4, "NotSupported", "", {}], "failed", "not_supported"),
            ([4, "InternalError", "", {}], "waiting", "error"),
            ([3, []], "waiting", "error"),
            (None, "waiting", "no_answer"),
        ]
        if version != "ocpp1.6":
            replies += [
                ([3, {"status": "Rejected"}], "waiting", "rejected"),
                ([3, {"status": "RevokedCertificate"}], "failed", "certificate_refused"),
            ]
        for frame, status, reason in replies:
            ordered = await order(grid, charger, kept["id"])
            id_, payload = await charger.expect("UpdateFirmware")
            if frame is not None:
                await reply(charger, id_, frame)
            await reaches(grid, ordered, status, reason)
            if frame is None:  # what it does all the same counts
                await charger.say([3, id_, {} if version == "ocpp1.6" else {"status": "Accepted"}])
                await told(charger, "Downloading", payload.get("requestId"))
                shown = await update(grid, ordered)
                assert (shown["status"], shown["next_try_at"]) == ("downloading", None)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_that_is_away_is_asked_when_it_is_back(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
    identity = charger.identity
    ordered = await order(grid, charger, (await image(grid))["id"])
    await reaches(grid, ordered, "waiting", "offline")
    async with grid.charger(version, identity) as charger:
        await boot(charger)
        id_, payload = await charger.expect("UpdateFirmware")
        request_id = payload.get("requestId")
        await charger.answer(id_, {} if request_id is None else {"status": "Accepted"})
        await reaches(grid, ordered, "asked")
        await told(charger, "Downloading", request_id)
    async with grid.charger(version, identity) as charger:  # it goes on where it was
        await told(charger, "Downloaded", request_id)
        await told(charger, "Installed", request_id)
        await boot(charger, "2.0.0")
    shown = await reaches(grid, ordered, "installed")
    assert shown["is_proven"]
    assert words(shown) == [
        *("ordered", "offline", "asked", "Downloading", "Downloaded", "Installed", "proved")
    ]


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_update_is_cancelled_and_its_link_with_it(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        ordered = await order(grid, charger, (await image(grid))["id"])
        id_, payload = await charger.expect("UpdateFirmware")
        request_id = payload.get("requestId")
        await charger.answer(id_, {} if request_id is None else {"status": "Accepted"})
        await reaches(grid, ordered, "asked")
        ended = await grid.http.post(f"/firmware-updates/{ordered['id']}/cancel")
        assert ended.json()["status"] == "cancelled"
        assert (await fetch(location_of(payload))).status_code == 404
        again = await grid.http.post(f"/firmware-updates/{ordered['id']}/cancel")
        assert again.status_code == 409
        await told(charger, "Downloading", request_id)
        assert (await update(grid, ordered))["status"] == "cancelled"


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_local_controller_publishes_a_firmware_and_withdraws_it(
    grid: Grid, version: str
) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        kept = await image(grid)
        ordered = await order(grid, charger, kept["id"], kind="publication")
        id_, payload = await charger.expect("PublishFirmware")
        assert payload["checksum"] == kept["md5"]
        assert (await fetch(payload["location"])).content == FIRMWARE
        await charger.answer(id_, {"status": "Accepted"})
        await reaches(grid, ordered, "asked")
        for word in ("Downloading", "Downloaded", "ChecksumVerified"):
            notice = {"status": word, "requestId": payload["requestId"]}
            await charger.tell("PublishFirmwareStatusNotification", notice)
        await charger.tell(
            "PublishFirmwareStatusNotification",
            {**notice, "status": "Published", "location": ["http://10.0.0.2/fw"]},
        )
        shown = await reaches(grid, ordered, "published")
        assert shown["locations"] == ["http://10.0.0.2/fw"]

        async with asking(grid, f"/firmware-updates/{ordered['id']}/unpublish") as asked:
            id_, payload = await charger.expect("UnpublishFirmware")
            assert payload == {"checksum": kept["md5"]}
            await charger.answer(id_, {"status": "Unpublished"})
        assert (await asked).json()["status"] == "accepted"
        await reaches(grid, ordered, "unpublished")
        again = await grid.http.post(f"/firmware-updates/{ordered['id']}/unpublish")
        assert again.status_code == 409

        refused = await order(grid, charger, kept["id"], kind="publication")
        id_, payload = await charger.expect("PublishFirmware")
        await charger.answer(id_, {"status": "Accepted"})
        await reaches(grid, refused, "asked")
        await charger.tell(
            "PublishFirmwareStatusNotification",
            {"status": "InvalidChecksum", "requestId": payload["requestId"]},
        )
        await reaches(grid, refused, "failed", "invalid_checksum")


async def test_a_link_opens_one_thing_one_way_and_is_nowhere_written(grid: Grid) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await boot(charger)
        await order(grid, charger, (await image(grid))["id"])
        id_, payload = await charger.expect("UpdateFirmware")
        await charger.answer(id_, {"status": "Accepted"})
        url = location_of(payload)
        base, _, name = url.rpartition("/")
        token = base.rpartition("/")[2]
        assert name == "fw-2.0.0.bin"
        assert (await fetch(f"{base}/../../../etc/passwd")).status_code in (200, 404)
        assert (await fetch(f"{base}/%2e%2e%2fetc%2fpasswd")).content == FIRMWARE
        assert (await bring(url, content=b"log")).status_code == 404
        for wrong in (token[:-1], token[:-1] + ("A" if token[-1] != "A" else "B"), "x"):
            assert (await fetch(url.replace(token, wrong))).status_code == 404
        assert (await fetch(base.rpartition("/")[0])).status_code == 404
        station = await grid.station(charger)
        for list_ in ("messages", "commands", "announcements"):
            found = await grid.http.get(f"/stations/{station['id']}/{list_}?limit=50")
            assert token not in found.text
            assert list_ == "announcements" or "station-files/***" in found.text


async def test_an_image_is_checked_before_it_is_kept(grid: Grid) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = certificate(key, at=SystemClock().now())
    forged = await image(
        grid, content=None, signature=signature(key, b"another"), signing_certificate=pem
    )
    path = f"/firmware-images/{forged['id']}/file"
    refused = await grid.http.put(path, content=FIRMWARE)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "field.signature"
    assert not (await grid.admin.get(f"/firmware-images/{forged['id']}"))["is_ready"]
    empty = await grid.http.put(path, content=b"")
    assert empty.json()["errors"][0]["code"] == "field.empty_file"
    kept = await image(grid, content=FIRMWARE)
    again = await grid.http.put(f"/firmware-images/{kept['id']}/file", content=FIRMWARE)
    assert again.status_code == 409
    assert (await grid.http.delete(f"/firmware-images/{kept['id']}")).status_code == 204
