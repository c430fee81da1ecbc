"""How somebody wants to be told: by which way first, of what not, and when to be left alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sigec.drivers.model import Purpose, is_phone
from sigec.kit.errors import FieldError
from sigec.kit.ids import RecipientId, TenantId
from sigec.notifications.model.kinds import RULES, Kind
from sigec.notifications.model.messages import Channel
from sigec.tenants.model import Language

ORDER_DEFAULT = (Channel.WHATSAPP, Channel.WEB_PUSH, Channel.EMAIL, Channel.SMS)
PURPOSES: Mapping[Channel, Purpose] = {
    Channel.WHATSAPP: Purpose.WHATSAPP,
    Channel.EMAIL: Purpose.EMAIL,
    Channel.SMS: Purpose.SMS,
}
"""What a person has to agree to; push is agreed to on the device that shows it."""


class RecipientKind(StrEnum):
    """Whom an id of a recipient names."""

    PERSON = "person"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A kind that somebody does not want by a channel, or with ``None`` not at all."""

    kind: Kind
    channel: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From a local time until another, over midnight if the second is the earlier."""

    from_time: time
    to_time: time

    def end_after(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """Return when the quiet ends that an instant falls into, ``None`` when it does not."""
        local = at.astimezone(zone)
        is_over_midnight = self.to_time <= self.from_time
        now = local.time()
        if is_over_midnight:
            is_quiet = now >= self.from_time or now < self.to_time
        else:
            is_quiet = self.from_time <= now < self.to_time
        if not is_quiet:
            return None
        is_next_day = is_over_midnight and now >= self.from_time
        day = local.date() + timedelta(days=1 if is_next_day else 0)
        return datetime.combine(day, self.to_time, zone).astimezone(at.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a recipient chose; ``channels`` are tried in this order, one after the other.

    ``phone`` is for whoever is no person of the house and has none there. ``language`` of ``None``
    is the tenant's. The app itself always keeps what it told, unless a kind is muted there.
    """

    recipient_id: RecipientId
    tenant_id: TenantId
    channels: tuple[Channel, ...] = ORDER_DEFAULT
    muted: tuple[Mute, ...] = ()
    quiet: QuietHours | None = None
    language: Language | None = None
    phone: str | None = None
    version: int = 0

    def wants(self, kind: Kind, channel: Channel) -> bool:
        """Say whether a kind may come by a channel."""
        if channel is not Channel.IN_APP and channel not in self.channels:
            return False
        return not any(mute.kind is kind and mute.channel in (None, channel) for mute in self.muted)

    def hold_until(self, kind: Kind, at: datetime, zone: ZoneInfo) -> datetime:
        """Return when a kind may be sent: at once, or when the quiet hours end."""
        if self.quiet is None or RULES[kind].is_urgent:
            return at
        return self.quiet.end_after(at, zone) or at


def route_of(
    kind: Kind, preferences: Preferences, *, reachable: Collection[Channel]
) -> Sequence[Channel]:
    """Return the channels to try, the first first: wanted, and with an address and an account."""
    return [
        channel
        for channel in preferences.channels
        if channel in reachable and preferences.wants(kind, channel)
    ]


def faults_of_preferences(preferences: Preferences) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    rules = {
        "channels": (
            len(set(preferences.channels)) == len(preferences.channels)
            and Channel.IN_APP not in preferences.channels,
            "field.notice_channels",
        ),
        "phone": (preferences.phone is None or is_phone(preferences.phone), "field.phone"),
        "quiet": (
            preferences.quiet is None or preferences.quiet.from_time != preferences.quiet.to_time,
            "field.quiet_hours",
        ),
    }
    return tuple(
        FieldError(field=name, code=code) for name, (holds, code) in rules.items() if not holds
    )
