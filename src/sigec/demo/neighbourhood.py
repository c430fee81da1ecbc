"""Who lives where in the demo: all names, numbers and addresses are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal

from sigec.sites.model import Address
from sigec.tariffs.model import PricedWindow, VersionDraft, Window
from sigec_sandbox.demo import IPES, MANACAS

WORKDAYS = frozenset(range(1, 6))
_BEGINNING = datetime(2026, 1, 1, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody with a home and a card."""

    name: str
    tower: str | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condominium:
    """A building of the demo; ``prefix`` begins its stations' identities and its cards."""

    name: str
    slug: str
    prefix: str
    manager: str
    address: Address
    tariff: VersionDraft
    residents: Sequence[Resident]

    @property
    def manager_email(self) -> str:
        """The síndico's login."""
        return f"sindico@{self.slug}.example"

    def card_of(self, index: int) -> str:
        """Return the number of the card of the resident at ``index``."""
        return f"04{self.prefix.encode().hex().upper()}{0xA1B200 + 7 * index:06X}"

    def phone_of(self, index: int) -> str:
        """Return a number that looks like a mobile phone of São Paulo."""
        return f"+55 11 9{7000 + index:04}-{1200 + 37 * index:04}"

    def station_identity(self, number: int) -> str:
        """Return the OCPP identity of its station ``number``, counted from 1."""
        return f"{self.prefix}-{number:03}"


def _residents(tower: str | None, homes: Sequence[tuple[str, str]]) -> list[Resident]:
    return [Resident(name=name, tower=tower, unit=unit) for unit, name in homes]


CONDOMINIUMS: Sequence[Condominium] = (
    Condominium(
        name=IPES,
        slug="ipes",
        prefix="IPES",
        manager="Helena Prado",
        address=Address(
            street="Rua das Jabuticabeiras, 210",
            district="Jardim Paulista",
            city="São Paulo",
            state="SP",
            postal_code="01400-000",
        ),
        tariff=VersionDraft(
            valid_from=_BEGINNING,
            currency="BRL",
            price_per_kwh=Decimal("0.53"),
            windows=(
                PricedWindow(
                    name="peak",
                    window=Window(
                        weekdays=WORKDAYS,
                        from_time=time(17, 30),
                        to_time=time(20, 30),
                        on_holidays=False,
                    ),
                    price_per_kwh=Decimal("3.08"),
                ),
            ),
        ),
        residents=(
            *_residents(
                "A",
                [
                    ("11", "Caio Furtado"),
                    ("12", "Beatriz Nogueira"),
                    ("22", "Marcelo Tavares"),
                    ("31", "Luísa Barreto"),
                    ("42", "Ana Souza Lima"),
                    ("51", "Rogério Pacheco"),
                    ("61", "Vanessa Quintela"),
                ],
            ),
            *_residents(
                "B",
                [
                    ("12", "Tiago Sampaio"),
                    ("21", "Renata Coutinho"),
                    ("32", "Eduardo Valadares"),
                    ("41", "Priscila Amorim"),
                    ("52", "Gustavo Lacerda"),
                    ("62", "Sônia Rezende"),
                ],
            ),
        ),
    ),
    Condominium(
        name=MANACAS,
        slug="manacas",
        prefix="MANA",
        manager="Otávio Brandão",
        address=Address(
            street="Avenida dos Manacás, 1.455",
            district="Vila Mariana",
            city="São Paulo",
            state="SP",
            postal_code="04100-000",
        ),
        tariff=VersionDraft(
            valid_from=_BEGINNING,
            currency="BRL",
            price_per_kwh=Decimal("0.95"),
            price_per_session=Decimal("1.50"),
        ),
        residents=(
            *_residents(
                "A",
                [
                    ("101", "Juliana Peixoto"),
                    ("102", "Fábio Meireles"),
                    ("204", "Camila Arruda"),
                    ("303", "Henrique Salgado"),
                ],
            ),
            *_residents(
                "B",
                [
                    ("105", "Daniela Fonseca"),
                    ("203", "Murilo Bastos"),
                    ("210", "Isabel Carneiro"),
                    ("304", "Paulo Vilela"),
                    ("401", "Letícia Godoy"),
                ],
            ),
        ),
    ),
)
