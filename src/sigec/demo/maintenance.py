"""Firmware in the demonstration: a campaign that is over, and one that waits for the night."""

import asyncio
from collections.abc import AsyncIterator

from sigec.demo.furnishing import system_of
from sigec.kit.actor import Actor
from sigec.kit.ids import TenantId
from sigec.kit.pages import PageRequest
from sigec.maintenance.model import CampaignDraft, Image, ImageDraft, Stage, Target, Window
from sigec.rest.services import Services

LOOK_EVERY_S = 5
_NIGHT = Window(from_minute=2 * 60, to_minute=5 * 60)
_PIECE = bytes(range(256)) * 256
_PIECES = 24


async def campaign(services: Services, tenant_id: TenantId) -> None:
    """Begin both as soon as the stations have said what they are, unless they are there."""
    actor = system_of(tenant_id)
    if (await services.workshop.campaigns.list_campaigns(actor, PageRequest())).items:
        return
    pedestal = await _keep(services, actor, "Pedestal 2.0.0", vendor="Norte EV", version="2.0.0")
    wallbox = await _keep(services, actor, "Wallbox 2.5.0", vendor="Vetric", version="2.5.0")
    short = CampaignDraft(
        name="Pedestal dos visitantes",
        image_id=pedestal.id,
        target=Target(vendor="Norte EV"),
        is_idle_only=False,
    )
    careful = CampaignDraft(
        name="Wallbox da garagem, de madrugada",
        image_id=wallbox.id,
        target=Target(vendor="Vetric", model="Wallbox 7.4"),
        stages=(Stage(stations=1), Stage(percent=50), Stage(percent=100)),
        window=_NIGHT,
    )
    for draft in (short, careful):
        while not await _is_anybody_meant(services, actor, draft):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(LOOK_EVERY_S)
        await services.workshop.campaigns.create_campaign(actor, draft)


async def _is_anybody_meant(services: Services, actor: Actor, draft: CampaignDraft) -> bool:
    return bool((await services.workshop.campaigns.preview(actor, draft)).stations)


async def _keep(services: Services, actor: Actor, name: str, *, vendor: str, version: str) -> Image:
    draft = ImageDraft(name=name, version=version, vendor=vendor)
    image = await services.workshop.images.create_image(actor, draft)
    file_name = f"{vendor.split(maxsplit=1)[0].lower()}-{version}.bin"
    return await services.workshop.images.store_file(
        actor, image.id, _invented(), file_name=file_name
    )


async def _invented() -> AsyncIterator[bytes]:
    for _ in range(_PIECES):
        yield _PIECE
