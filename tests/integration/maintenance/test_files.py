"""Files in chunks, links that open them, and what is forgotten when."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from sigec.db import files
from sigec.db.files import CHUNK_BYTES, FileTooLarge, file_chunks
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.errors import Invalid, TooManyRequests
from sigec.kit.ids import TenantId, new_id
from sigec.maintenance.model import LogDraft, LogReason, LogStatus, StationLog, UpdateReason
from sigec.maintenance.service.door import REQUESTS_MAX
from sigec.maintenance.service.errors import FileLinkClosed, ImageInUse, ImageNotFound
from sigec.stations.model import CommandAnswer, CommandStatus, GetLog, LogKind, UpdateFirmware
from tests.integration.maintenance.conftest import LOG_BYTES_MAX, Bench

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
CONTENT = bytes(range(251)) * 5_000
HERE = "192.0.2.7"


async def parts(content: bytes, size: int = 70_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def chunks(workshop: Bench) -> int:
    async with workshop.yard.database.read(PLATFORM) as connection:
        return (await connection.execute(select(func.count(file_chunks.c.position)))).scalar_one()


async def ask_log(workshop: Bench) -> tuple[StationLog, str]:
    """Ask for a log; return it and the token of its link."""
    [station_id] = await workshop.fleet(1)
    log = await workshop.logs.ask_log(
        workshop.yard.operator, station_id, LogDraft(kind=LogKind.SECURITY)
    )
    [*_, (_, command)] = workshop.yard.link.sent
    assert isinstance(command, GetLog)
    return log, command.location.rpartition("/")[2]


@on_both
async def test_a_file_is_read_from_anywhere_to_anywhere(workshop: Bench) -> None:
    database, tenant_id = workshop.yard.database, workshop.yard.operator.require_tenant()
    stored = await files.store(
        database, tenant_id, parts(CONTENT), limit_bytes=2_000_000, at=workshop.yard.clock.now()
    )
    edge = CHUNK_BYTES
    for start, end in ((0, None), (0, 1), (edge - 1, edge + 1), (edge, 2 * edge), (7, 7)):
        read = [part async for part in files.read(database, stored, start=start, end=end)]
        assert b"".join(read) == CONTENT[start:end]
        assert all(len(part) <= CHUNK_BYTES for part in read)
    async with database.read(Scope(tenant_id=TenantId(new_id()))) as connection:
        found = await files.find(connection, stored.id)
        assert (found is None) == (database.dialect == "postgresql")
    await files.remove(database, tenant_id, stored.id)
    assert await chunks(workshop) == 0
    assert not [part async for part in files.read(database, stored)]


@on_both
async def test_what_breaks_off_or_is_too_large_leaves_nothing(workshop: Bench) -> None:
    database, at = workshop.yard.database, workshop.yard.clock.now()
    tenant_id = workshop.yard.operator.require_tenant()

    async def broken() -> AsyncIterator[bytes]:
        yield CONTENT
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await files.store(database, tenant_id, broken(), limit_bytes=9_000_000, at=at)
    with pytest.raises(FileTooLarge):
        await files.store(database, tenant_id, parts(CONTENT), limit_bytes=1_000_000, at=at)
    assert await chunks(workshop) == 0


@on_both
async def test_a_log_is_kept_for_its_days_and_then_forgotten(workshop: Bench) -> None:
    log, token = await ask_log(workshop)
    await workshop.files.take_log(token, parts(CONTENT), name=lambda: "a.log", address=HERE)
    kept = await workshop.logs.get_log(workshop.yard.operator, log.id)
    assert (kept.status, kept.size_bytes) == (LogStatus.RECEIVED, len(CONTENT))

    workshop.yard.clock.advance(hours=29 * 24)
    await workshop.watch.forget()
    assert (await workshop.logs.open_file(workshop.yard.operator, log.id)).name == "a.log"
    workshop.yard.clock.advance(hours=2 * 24)
    await workshop.watch.forget()
    assert await chunks(workshop) == 0


@on_both
async def test_a_log_that_is_too_large_has_failed(workshop: Bench) -> None:
    log, token = await ask_log(workshop)
    with pytest.raises(FileTooLarge):
        await workshop.files.take_log(
            token, parts(b"x" * (LOG_BYTES_MAX + 1)), name=lambda: "", address=HERE
        )
    failed = await workshop.logs.get_log(workshop.yard.operator, log.id)
    assert failed.reason is LogReason.TOO_LARGE
    assert await chunks(workshop) == 0
    with pytest.raises(FileLinkClosed):
        await workshop.files.take_log(token, parts(b"x"), name=lambda: "", address=HERE)


async def test_a_link_ends_with_its_time_and_with_its_request(workshop: Bench) -> None:
    log, token = await ask_log(workshop)
    with pytest.raises(Invalid):
        await workshop.files.take_log(token, parts(b""), name=lambda: "", address=HERE)
    with pytest.raises(FileLinkClosed):
        await workshop.files.open_firmware(token, address=HERE)
    workshop.yard.clock.advance(hours=1)
    await workshop.watch.watch()
    ended = await workshop.logs.get_log(workshop.yard.operator, log.id)
    assert ended.reason is LogReason.NEVER_UPLOADED
    with pytest.raises(FileLinkClosed):
        await workshop.files.take_log(token, parts(b"x"), name=lambda: "", address=HERE)


async def test_who_tries_too_often_waits(workshop: Bench) -> None:
    for _ in range(REQUESTS_MAX):
        with pytest.raises(FileLinkClosed):
            await workshop.files.open_firmware("a" * 32, address=HERE)
    with pytest.raises(TooManyRequests):
        await workshop.files.open_firmware("a" * 32, address=HERE)
    with pytest.raises(FileLinkClosed):
        await workshop.files.open_firmware("a" * 32, address="198.51.100.1")


@on_both
async def test_an_image_goes_when_no_update_needs_it(workshop: Bench) -> None:
    operator = workshop.yard.operator
    image = await workshop.image(url=None)
    image = await workshop.images.store_file(operator, image.id, parts(CONTENT), file_name="fw.bin")
    [station_id] = await workshop.fleet(1)
    ordered = await workshop.updates.order_update(operator, station_id, workshop.draft(image.id))
    await workshop.work()
    [(_, command)] = workshop.yard.link.sent
    assert isinstance(command, UpdateFirmware)
    token = command.location.split("/")[-2]
    opened = await workshop.files.open_firmware(token, address=HERE)
    read = workshop.files.read_firmware(opened, start=0, end=len(CONTENT))
    assert b"".join([part async for part in read]) == CONTENT
    story = await workshop.updates.get_update(operator, ordered.id)
    assert story.update.sent_bytes == len(CONTENT)
    with pytest.raises(ImageInUse):
        await workshop.images.delete_image(operator, image.id)

    await workshop.later(hours=2 * 24)
    await workshop.watch.watch()
    silent = (await workshop.updates.get_update(operator, ordered.id)).update
    assert silent.reason is UpdateReason.SILENT
    with pytest.raises(FileLinkClosed):
        await workshop.files.open_firmware(token, address=HERE)
    await workshop.images.delete_image(operator, image.id)
    assert await chunks(workshop) == 0
    assert (await workshop.updates.get_update(operator, ordered.id)).image.version == "2.0.0"
    with pytest.raises(ImageNotFound):
        await workshop.updates.order_update(operator, station_id, workshop.draft(image.id))


async def test_an_upload_whose_process_died_is_cleared_away(workshop: Bench) -> None:
    database, tenant_id = workshop.yard.database, workshop.yard.operator.require_tenant()

    async def endless() -> AsyncIterator[bytes]:
        yield CONTENT
        await files.forget_unfinished(database, before=workshop.yard.clock.now())
        assert await chunks(workshop) == 2, "it is still being written"
        await files.forget_unfinished(
            database, before=workshop.yard.clock.now() + timedelta(seconds=1)
        )
        assert await chunks(workshop) == 0
        raise ConnectionResetError

    at = workshop.yard.clock.now()
    with pytest.raises(ConnectionResetError):
        await files.store(database, tenant_id, endless(), limit_bytes=9_000_000, at=at)


async def test_a_log_that_is_refused_says_so(workshop: Bench) -> None:
    workshop.yard.link.answer = CommandAnswer(
        status=CommandStatus.NOT_SUPPORTED, payload={"error_code": "NotSupported"}
    )
    log, token = await ask_log(workshop)
    assert (log.status, log.reason) == (LogStatus.FAILED, LogReason.NOT_SUPPORTED)
    with pytest.raises(FileLinkClosed):
        await workshop.files.take_log(token, parts(b"x"), name=lambda: "", address=HERE)
