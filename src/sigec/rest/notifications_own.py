"""One's own notices: read them, say how one wants to be told, on which devices, and of what."""

from datetime import datetime, time
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import Field, StringConstraints

from sigec.kit.ids import NoticeId, PushSubscriptionId, StationId
from sigec.notifications.model import Channel, Kind, Mute, QuietHours
from sigec.notifications.service import Chosen
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.notification_views import NoticePage, NoticeView, UnreadView
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.tenants.model import Language

router = APIRouter(prefix="/notifications", tags=["notifications"])

MUTES_MAX = 100
PUSH_LENGTH_MAX = 500
LocalTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class MuteBody(Body):
    """A kind that is not wanted by a channel, or with null not at all."""

    kind: Kind
    channel: Channel | None = None


class MuteView(View):
    """A kind that is not wanted by a channel, or with null not at all."""

    kind: Kind
    channel: Channel | None


class QuietBody(Body):
    """Local times; over midnight when the second is the earlier."""

    from_: LocalTime = Field(alias="from", examples=["22:00"])
    to: LocalTime = Field(examples=["07:00"])


class QuietView(View):
    """Local times between which only what is urgent is sent."""

    from_: str = Field(serialization_alias="from", examples=["22:00"])
    to: str = Field(examples=["07:00"])


class PreferenceChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable: ClassVar[frozenset[str]] = frozenset({"quiet", "language", "phone"})

    channels: Omittable[
        Annotated[
            tuple[Channel, ...],
            Field(max_length=len(Channel), description="In the order in which to try them."),
        ]
    ] = None
    muted: Omittable[Annotated[tuple[MuteBody, ...], Field(max_length=MUTES_MAX)]] = None
    quiet: QuietBody | None = None
    language: Language | None = None
    phone: Annotated[str, StringConstraints(max_length=20)] | None = Field(
        default=None, description="E.164, for who is no person of the house."
    )

    model_config = example(
        channels=["web_push", "email"],
        muted=[{"kind": "charging_started", "channel": None}],
        quiet={"from": "22:00", "to": "07:00"},
    )

    def asked(self) -> dict[str, Any]:
        """Return the fields that were sent, as preferences have them."""
        asked = self.changes()
        if self.muted is not None:
            asked["muted"] = tuple(Mute(kind=one.kind, channel=one.channel) for one in self.muted)
        if self.quiet is not None:
            asked["quiet"] = QuietHours(
                from_time=time.fromisoformat(self.quiet.from_),
                to_time=time.fromisoformat(self.quiet.to),
            )
        return asked


class WayView(View):
    """A channel, whether the caller wants it, and whether it leads to them."""

    channel: Channel
    is_wanted: bool
    has_account: bool = Field(description="The tenant can send by it.")
    has_address: bool
    has_consent: bool = Field(description="Choosing a channel is agreeing to it.")


class PreferencesView(View):
    """How the caller wants to be told."""

    ways: list[WayView] = Field(description="The wanted ones first, in their order.")
    muted: list[MuteView]
    quiet: QuietView | None
    language: Language | None = Field(description="Null is the tenant's.")
    phone: str | None
    version: int

    @classmethod
    def of(cls, chosen: Chosen) -> Self:
        """Show what was chosen."""
        own, quiet = chosen.preferences, None
        if own.quiet is not None:
            quiet = QuietView(from_=f"{own.quiet.from_time:%H:%M}", to=f"{own.quiet.to_time:%H:%M}")
        return cls(
            ways=[WayView.model_validate(way) for way in chosen.ways],
            muted=[MuteView.model_validate(mute) for mute in own.muted],
            quiet=quiet,
            language=own.language,
            phone=own.phone,
            version=own.version,
        )


class PushKeys(Body):
    """The keys of a `PushSubscription`."""

    p256dh: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    auth: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class PushSubscription(Body):
    """What the browser's `PushSubscription.toJSON()` gives, and what to call the device."""

    endpoint: Annotated[str, StringConstraints(pattern=r"^https://", max_length=PUSH_LENGTH_MAX)]
    keys: PushKeys
    device: Annotated[str, StringConstraints(max_length=200)] = ""

    model_config = example(
        endpoint="https://push.example.com/send/abc",
        keys={"p256dh": "BNcRd…", "auth": "tBHI…"},
        device="Celular",
    )


class DeviceView(View):
    """Where notices are shown too."""

    id: UUID
    device: str
    created_at: datetime


class DeviceList(View):
    """The caller's devices, the latest first."""

    items: list[DeviceView]


class PushKeyView(View):
    """What a browser needs to agree to be shown notices."""

    public_key: str = Field(description="`applicationServerKey` of `PushManager.subscribe`.")


class WishView(View):
    """That the caller waits for a station."""

    station_id: UUID
    created_at: datetime
    expires_at: datetime


class WishList(View):
    """What stations the caller waits for."""

    items: list[WishView]


@router.get("/inbox")
async def list_own_notices(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    is_read: Annotated[bool | None, Query(description="Only what was read, or was not.")] = None,
) -> NoticePage:
    """List what you were told, the latest first."""
    found = await services.inbox.list_notices(actor, page, is_read=is_read)
    items = [NoticeView.of(notice) for notice in found.items]
    return NoticePage(items=items, next_cursor=found.next_cursor)


@router.get("/inbox/unread")
async def count_unread_notices(services: ServicesDep, actor: ActorDep) -> UnreadView:
    """Count what you did not read yet, for the bell."""
    return UnreadView(unread=await services.inbox.count_unread(actor))


@router.post("/inbox/read")
async def read_all_notices(services: ServicesDep, actor: ActorDep) -> UnreadView:
    """Note that you read everything."""
    await services.inbox.mark_all_read(actor)
    return UnreadView(unread=await services.inbox.count_unread(actor))


@router.post("/inbox/{notice_id}/read", status_code=204)
async def read_notice(services: ServicesDep, actor: ActorDep, notice_id: UUID) -> None:
    """Note that you read a notice; harmless when repeated."""
    await services.inbox.mark_read(actor, NoticeId(notice_id))


@router.get("/preferences")
async def get_notice_preferences(
    services: ServicesDep, actor: ActorDep, response: Response
) -> PreferencesView:
    """Show how you want to be told, and which ways lead to you."""
    chosen = await services.notice_preferences.get_preferences(actor)
    set_etag(response, chosen.preferences.version)
    return PreferencesView.of(chosen)


@router.patch("/preferences")
async def edit_notice_preferences(
    services: ServicesDep,
    actor: ActorDep,
    body: PreferenceChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> PreferencesView:
    """Change how you want to be told; choosing a channel is agreeing to it, and back."""
    chosen = await services.notice_preferences.edit_preferences(
        actor, body.asked(), expected_version=expected_version
    )
    set_etag(response, chosen.preferences.version)
    return PreferencesView.of(chosen)


@router.get("/push-key")
async def get_push_key(services: ServicesDep, actor: ActorDep) -> PushKeyView:
    """Show the public key with which your browser subscribes."""
    return PushKeyView(public_key=await services.channels.push_key(actor))


@router.get("/devices")
async def list_push_devices(services: ServicesDep, actor: ActorDep) -> DeviceList:
    """List the devices that show you notices."""
    found = await services.notice_preferences.list_devices(actor)
    return DeviceList(items=[DeviceView.model_validate(device) for device in found])


@router.post("/devices", status_code=201)
async def add_push_device(
    services: ServicesDep, actor: ActorDep, body: PushSubscription
) -> DeviceView:
    """Let a browser show you notices; the same one told again replaces itself."""
    subscription = body.model_dump_json(include={"endpoint", "keys"})
    device = await services.notice_preferences.add_device(
        actor, subscription=subscription, name=body.device
    )
    return DeviceView.model_validate(device)


@router.delete("/devices/{push_subscription_id}", status_code=204)
async def remove_push_device(
    services: ServicesDep, actor: ActorDep, push_subscription_id: UUID
) -> None:
    """Let a device show you notices no more."""
    device_id = PushSubscriptionId(push_subscription_id)
    await services.notice_preferences.remove_device(actor, device_id)


@router.get("/wishes")
async def list_station_wishes(services: ServicesDep, actor: ActorDep) -> WishList:
    """List the stations of which you asked to be told when they are free."""
    found = await services.notice_preferences.list_wishes(actor)
    return WishList(items=[WishView.model_validate(wish) for wish in found])


@router.put("/wishes/{station_id}")
async def wish_for_station(services: ServicesDep, actor: ActorDep, station_id: UUID) -> WishView:
    """Ask to be told once when a station is free, within twelve hours."""
    wish = await services.notice_preferences.wish(actor, StationId(station_id))
    return WishView.model_validate(wish)


@router.delete("/wishes/{station_id}", status_code=204)
async def drop_station_wish(services: ServicesDep, actor: ActorDep, station_id: UUID) -> None:
    """Wait for a station no more."""
    await services.notice_preferences.drop_wish(actor, StationId(station_id))
