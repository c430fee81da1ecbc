"""What may go wrong with notices."""

from sigec.kit.errors import Conflict, NotFound


class KindNotFound(NotFound):
    """There is no such kind of notice."""

    code = "not_found.notice_kind"


class TemplateNotFound(NotFound):
    """The kind has no words in this language."""

    code = "not_found.notice_template"


class NoticeNotFound(NotFound):
    """The caller was told no such thing."""

    code = "not_found.notice"


class NoticeDeliveryNotFound(NotFound):
    """There is no such delivery for this actor."""

    code = "not_found.notice_delivery"


class ChannelNotFound(NotFound):
    """The tenant has no account for the channel."""

    code = "not_found.channel"


class DeviceNotFound(NotFound):
    """The caller has no such device."""

    code = "not_found.push_subscription"


class WishNotFound(NotFound):
    """The caller did not ask to be told of this station."""

    code = "not_found.station_wish"


class StationIsFree(Conflict):
    """Somebody could plug in now: there is nothing to wait for."""

    code = "conflict.station_is_free"


class NoticeOff(Conflict):
    """The tenant does not tell this kind."""

    code = "conflict.notice_off"


class NoAddress(Conflict):
    """The channel does not lead to the recipient: no address, or no agreement."""

    code = "conflict.no_address"


class NotResendable(Conflict):
    """The delivery is on its way or has arrived."""

    code = "conflict.notice_not_resendable"


class NotAResident(Conflict):
    """The caller's user stands for no person of the house."""

    code = "conflict.not_a_resident"
