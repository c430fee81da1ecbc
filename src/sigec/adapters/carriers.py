"""Which adapter carries for which provider."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sigec.kit.ids import ChannelAccountId
from sigec.notifications.model import (
    Acceptance,
    Channel,
    ChannelHealth,
    Message,
    OpenAccount,
    Provider,
    ProviderForm,
)
from sigec.notifications.ports import Carrier, ChannelClosed

MakeCarrier = Callable[[OpenAccount], Carrier]
MakeSettings = Callable[[Mapping[str, str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierTable:
    """Makes carriers by the tables it is given, and keeps each while its account is the same.

    ``preparing`` makes what an account has that is ours to make (`ProviderForm.ours`).
    """

    carriers: Mapping[tuple[Channel, Provider], MakeCarrier]
    preparing: Mapping[Provider, MakeSettings] = field(default_factory=dict)
    _kept: dict[ChannelAccountId, tuple[int, Carrier]] = field(default_factory=dict)

    def prepare(self, form: ProviderForm, settings: Mapping[str, str]) -> Mapping[str, str]:
        """Return what we make ourselves for a new account, by name."""
        make = self.preparing.get(form.provider)
        return {} if make is None else make(settings)

    def carrier_of(self, account: OpenAccount) -> Carrier:
        """Return who carries for an account."""
        known = account.account
        version, carrier = self._kept.get(known.id, (0, None))
        if carrier is None or version != known.version:
            make = self.carriers.get((known.channel, known.provider))
            carrier = NoCarrier() if make is None else make(account)
            self._kept[known.id] = (known.version, carrier)
        return carrier


class NoCarrier:
    """Stands where this installation has no adapter for a provider."""

    dedupes = False

    async def carry(self, message: Message) -> Acceptance:  # noqa: ARG002 - as the port asks
        """Refuse.

        :raises ChannelClosed: always.
        """
        raise ChannelClosed("this installation has no adapter for the provider")

    async def check(self) -> ChannelHealth:
        """Say that nothing goes out."""
        detail = "this installation has no adapter for the provider"
        return ChannelHealth(is_ready=False, detail=detail)
