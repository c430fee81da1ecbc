"""What a station shows of prices: default tariffs (2.1), a charge's tariff, costs so far."""

from collections.abc import Collection

from sigec_sandbox.frames import Json


class Prices:
    """Default tariffs by EVSE (0 is all), tariffs of charges, and what charges cost so far."""

    def __init__(self) -> None:
        self.defaults: dict[int, Json] = {}
        self.of_transactions: dict[str | int, Json] = {}
        self.costs: dict[str | int, float] = {}

    def set_default(self, evse: int, tariff: Json) -> str:
        """Take a default tariff; return the status of the answer."""
        elsewhere = (held for number, held in self.defaults.items() if number != evse)
        if any(held["tariffId"] == tariff["tariffId"] and held != tariff for held in elsewhere):
            return "DuplicateTariffId"
        self.defaults[evse] = tariff
        return "Accepted"

    def change(self, transaction_id: str | int, evse: int, tariff: Json) -> str:
        """Take another tariff for a charge; return the status of the answer."""
        known = self.of_transactions.get(transaction_id) or self.default_of(evse)
        if known is not None and known["currency"] != tariff["currency"]:
            return "NoCurrencyChange"
        self.of_transactions[transaction_id] = tariff
        return "Accepted"

    def default_of(self, evse: int) -> Json | None:
        """Return the default tariff of an EVSE."""
        return self.defaults.get(evse) or self.defaults.get(0)

    def assignments(self, evse: int, evses: Collection[int]) -> list[Json]:
        """Return the default tariffs of an EVSE (0: of all) in the words of OCPP."""
        return [
            {
                "tariffId": tariff["tariffId"],
                "tariffKind": "DefaultTariff",
                "evseIds": [number] if number else sorted(evses),
            }
            for number, tariff in self.defaults.items()
            if evse in {0, number} or number == 0
        ]

    def clear(self, tariff_ids: Collection[str] | None, evse: int | None) -> list[Json]:
        """Forget default tariffs; return the results in the words of OCPP."""
        held = {
            tariff["tariffId"]: number
            for number, tariff in self.defaults.items()
            if evse in {None, number}
        }
        results = []
        for tariff_id in held if tariff_ids is None else tariff_ids:
            status = "Accepted" if tariff_id in held else "NoTariff"
            results.append({"tariffId": tariff_id, "status": status})
        cleared = set(held) if tariff_ids is None else set(tariff_ids)
        self.defaults = {
            number: tariff
            for number, tariff in self.defaults.items()
            if tariff["tariffId"] not in cleared or evse not in {None, number}
        }
        return results or [{"status": "NoTariff"}]

    def end_transaction(self, transaction_id: str | int) -> None:
        """Forget what was agreed for a charge, but not what it cost."""
        self.of_transactions.pop(transaction_id, None)
