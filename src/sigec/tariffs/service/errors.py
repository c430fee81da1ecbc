"""What can be wrong with a tariff that somebody names."""

from sigec.kit.errors import Conflict, NotFound


class TariffNotFound(NotFound):
    """There is no such tariff for this actor."""

    code = "not_found.tariff"


class NoPriceThen(Conflict):
    """No version of the tariff is valid when the session starts."""

    code = "conflict.no_price_then"
