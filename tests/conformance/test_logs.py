"""Logs over a real socket, in every version: asked for, brought in each manner, or not at all."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.conformance.charger import SCHEMAS, Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.workshop import asking, boot, bring, fetch, reply
from tests.journeys.eventually import eventually

VERSIONS = sorted(SCHEMAS)
LOG = b"<script>alert('never run')</script>\n" * 40_000


def is_plain(version: str, kind: str) -> bool:
    return version == "ocpp1.6" and kind == "diagnostics"


async def asked(
    grid: Grid, charger: Charger, kind: str, answer: Json | None = None
) -> tuple[Json, str, int | None]:
    """Ask for a log; return it, where it is to be brought, and the request's number."""
    station = await grid.station(charger)
    plain = is_plain(charger.version, kind)
    async with asking(grid, f"/stations/{station['id']}/logs", {"kind": kind}) as response:
        id_, payload = await charger.expect("GetDiagnostics" if plain else "GetLog")
        named = {"fileName": "cp.zip"} if plain else {"status": "Accepted", "filename": "cp.log"}
        await charger.answer(id_, named if answer is None else answer)
    shown = await response
    assert shown.status_code == 201, shown.text
    location = payload["location"] if plain else payload["log"]["remoteLocation"]
    return shown.json(), location, payload.get("requestId")


async def tell(charger: Charger, word: str, request_id: int | None) -> None:
    if request_id is None and charger.version == "ocpp1.6":
        await charger.tell("DiagnosticsStatusNotification", {"status": word})
    else:
        await charger.tell("LogStatusNotification", {"status": word, "requestId": request_id})


async def state(grid: Grid, log: Json) -> tuple[str, str | None]:
    shown = await grid.admin.get(f"/station-logs/{log['id']}")
    return shown["status"], shown["reason"]


async def _in_parts(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100_000):
        yield content[start : start + 100_000]


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        *((version, kind) for version in VERSIONS for kind in ("diagnostics", "security")),
        ("ocpp2.1", "data_collector"),
    ],
)
async def test_a_log_is_brought_and_taken_away(grid: Grid, version: str, kind: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        log, url, request_id = await asked(grid, charger, kind)
        await tell(charger, "Uploading", request_id)
        assert await state(grid, log) == ("uploading", None)
        taken = await bring(f"{url}/..%2F..%2Fcp%201.log", content=_in_parts(LOG))
        assert taken.status_code == 201, taken.text
        await tell(charger, "Uploaded", request_id)

        assert await state(grid, log) == ("received", None)
        file = await grid.http.get(f"/station-logs/{log['id']}/file")
        assert file.content == LOG
        assert file.headers["content-type"] == "application/octet-stream"
        assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''cp-1.log"
        assert file.headers["x-content-type-options"] == "nosniff"
        assert (await bring(url, content=b"more")).status_code == 404, "one file a request"
        assert (await grid.http.delete(f"/station-logs/{log['id']}")).status_code == 204
        gone = await grid.http.get(f"/station-logs/{log['id']}/file")
        assert gone.status_code == 404


@pytest.mark.parametrize("manner", ["post", "post-named", "form", "put"])
async def test_stations_bring_files_in_their_own_manner(grid: Grid, manner: str) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await boot(charger)
        log, url, _ = await asked(grid, charger, "diagnostics")
        match manner:
            case "post":
                taken = await bring(url, method="POST", content=LOG)
            case "post-named":
                taken = await bring(f"{url}/a.log", method="POST", content=LOG)
            case "form":
                files = {"file": ("b.log", LOG)}
                taken = await bring(url, method="POST", files=files, data={"note": "x"})
            case _:
                taken = await bring(url, content=LOG)
        assert taken.status_code == 201, taken.text
        file = await grid.http.get(f"/station-logs/{log['id']}/file")
        assert file.content == LOG


async def test_a_file_without_an_end_or_a_beginning_is_not_taken(grid: Grid) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await boot(charger)
        log, url, _ = await asked(grid, charger, "diagnostics")
        form = {"Content-Type": "multipart/form-data; boundary=edge"}
        for content, headers in ((b"", {}), (b"--edge\r\n\r\nx", form), (b"x", form)):
            refused = await bring(url, method="POST", content=content, headers=headers)
            assert refused.status_code == 422, refused.text
        assert (await fetch(f"{url}/name")).status_code == 404, "it is for one way"
        assert await state(grid, log) == ("asked", None), "another one may follow"
        assert (await bring(url, content=b"whole")).status_code == 201


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_log_that_does_not_come_ends_with_a_reason(grid: Grid, version: str) -> None:
    failure = "UploadFailed" if version == "ocpp1.6" else "UploadFailure"
    async with grid.charger(version) as charger:
        await boot(charger)
        log, url, request_id = await asked(grid, charger, "diagnostics")
        await tell(charger, failure, request_id)
        assert await state(grid, log) == ("failed", "upload_failed")
        assert (await bring(url, content=b"late")).status_code == 404
        for word, reason in (
            ("PermissionDenied", "permission_denied"),
            ("BadMessage", "bad_message"),
            ("NotSupportedOperation", "not_supported"),
        ):
            log, _, request_id = await asked(grid, charger, "security")
            await tell(charger, word, request_id)
            assert await state(grid, log) == ("failed", reason)

        replaced, url, _ = await asked(grid, charger, "security")
        log, _, request_id = await asked(grid, charger, "security")
        assert await state(grid, replaced) == ("cancelled", "replaced")
        assert (await bring(url, content=b"old")).status_code == 404
        ended = await grid.http.post(f"/station-logs/{log['id']}/cancel")
        assert ended.json()["reason"] == "stopped"
        await tell(charger, "Uploaded", request_id)
        assert await state(grid, log) == ("cancelled", "stopped")


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_answer_that_is_refused_broken_or_missing(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        station = await grid.station(charger)
        path = f"/stations/{station['id']}/logs"
        answers = [([4, "InternalError", "", {}], "error"), ([3, []], "error")]
        if version == "ocpp1.6":
            answers += [([3, {}], "nothing_to_send")]
        else:
            answers += [([3, {"status": "Rejected"}], "rejected")]
        action = "GetDiagnostics" if version == "ocpp1.6" else "GetLog"
        for frame, reason in answers:
            async with asking(grid, path, {}) as response:
                id_, _ = await charger.expect(action)
                await reply(charger, id_, frame)
            shown = (await response).json()
            assert (shown["status"], shown["reason"]) == ("failed", reason)
        async with asking(grid, path, {}) as response:
            await charger.expect(action)
        assert (await response).status_code == 504
        if version != "ocpp2.1":
            none = await grid.http.post(path, json={"kind": "data_collector"})
            assert none.json()["reason"] == "not_supported"

    async def is_away() -> bool:
        return not (await grid.station(charger))["online"]

    await eventually(is_away)
    assert (await grid.http.post(path, json={})).status_code == 409
    reasons = [each["reason"] for each in await grid.admin.items(path)]
    assert reasons[0] == "offline"
    assert "no_answer" in reasons


async def test_two_files_at_once_are_one(grid: Grid) -> None:
    async with grid.charger("ocpp2.0.1") as charger:
        await boot(charger)
        log, url, _ = await asked(grid, charger, "diagnostics")
        taken = await asyncio.gather(*(bring(url, content=LOG) for _ in range(3)))
        assert sorted(each.status_code for each in taken) == [201, 404, 404]
        file = await grid.http.get(f"/station-logs/{log['id']}/file")
        assert file.content == LOG
