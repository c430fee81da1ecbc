"""Who lives where in the demo: all names, numbers and addresses are invented."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

from sigec.sites.model import Address
from sigec.tariffs.model import PricedWindow, VersionDraft, Window
from sigec_sandbox.demo import IPES, MANACAS

_LOGOS = Path(__file__).parent / "logos"
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
    """A building of the demo; ``prefix`` begins its stations' identities and its cards.

    ``signs_in`` is the place among the residents of the one with a login; ``plan`` is the code of
    one of the plans that every installation has; ``color`` and the PNG called after the ``slug``
    are its brand, if it has one.
    """

    name: str
    slug: str
    prefix: str
    manager: str
    operator: str
    viewer: str
    address: Address
    tariff: VersionDraft
    residents: Sequence[Resident]
    signs_in: int = 0
    plan: str = "premium"
    color: str | None = None

    @property
    def logo(self) -> bytes | None:
        """Its logo, a PNG."""
        path = _LOGOS / f"{self.slug}.png"
        return path.read_bytes() if path.exists() else None

    @property
    def manager_email(self) -> str:
        """The síndico's login."""
        return f"sindico@{self.slug}.example"

    @property
    def operator_email(self) -> str:
        """The login of who looks after the stations."""
        return f"operacao@{self.slug}.example"

    @property
    def viewer_email(self) -> str:
        """The login of who only looks: the administering company."""
        return f"consulta@{self.slug}.example"

    def email_of(self, index: int) -> str:
        """Return the address of the resident at ``index``."""
        resident = self.residents[index]
        first_name = without_accents(resident.name.partition(" ")[0]).casefold()
        return f"{first_name}.{resident.unit}@{self.slug}.example"

    @property
    def resident_email(self) -> str:
        """The login of the resident who may sign in."""
        return self.email_of(self.signs_in)

    def card_of(self, index: int) -> str:
        """Return the number of the card of the resident at ``index``."""
        return f"04{self.prefix.encode().hex().upper()}{0xA1B200 + 7 * index:06X}"

    def phone_of(self, index: int) -> str:
        """Return a number that looks like a mobile phone of São Paulo."""
        return f"+55 11 9{7000 + index:04}-{1200 + 37 * index:04}"

    def station_identity(self, number: int) -> str:
        """Return the OCPP identity of its station ``number``, counted from 1."""
        return f"{self.prefix}-{number:03}"


def without_accents(text: str) -> str:
    """Return a text without its accents, as it is written in addresses."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _residents(tower: str | None, homes: Sequence[tuple[str, str]]) -> list[Resident]:
    return [Resident(name=name, tower=tower, unit=unit) for unit, name in homes]


CONDOMINIUMS: Sequence[Condominium] = (
    Condominium(
        name=IPES,
        slug="ipes",
        prefix="IPES",
        manager="Helena Prado",
        operator="Júlio Ferrão",
        viewer="Administradora Horizonte",
        signs_in=4,
        plan="enterprise",
        color="#7b2d8e",
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
                    name="ponta",
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
                    ("62", "André Monteiro"),
                    ("71", "Cláudia Bittencourt"),
                    ("72", "Rafael Siqueira"),
                    ("81", "Mônica Azevedo"),
                    ("82", "Leandro Vasques"),
                    ("91", "Patrícia Lobo"),
                    ("92", "Jorge Menezes"),
                    ("101", "Simone Carvalhal"),
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
                    ("71", "Alexandre Pinho"),
                    ("72", "Débora Galvão"),
                    ("81", "Ricardo Assunção"),
                    ("82", "Fernanda Leitão"),
                    ("91", "Vinícius Caldas"),
                    ("92", "Márcia Toledo"),
                    ("101", "Roberto Guedes"),
                    ("102", "Elaine Figueira"),
                ],
            ),
        ),
    ),
    Condominium(
        name=MANACAS,
        slug="manacas",
        prefix="MANA",
        manager="Otávio Brandão",
        operator="Regina Sarmento",
        viewer="Administradora Litoral",
        color="#1d4f91",
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
                    ("304", "Raquel Teles"),
                    ("401", "Bruno Villar"),
                    ("402", "Adriana Fontes"),
                    ("501", "Wagner Queirós"),
                    ("502", "Lívia Maranhão"),
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
                    ("404", "Sérgio Barroso"),
                    ("502", "Natália Prestes"),
                    ("503", "Ivan Castilho"),
                    ("601", "Carolina Duque"),
                    ("602", "Mauro Esteves"),
                ],
            ),
        ),
    ),
)

CLOUDED = Condominium(
    name="Residencial Jacarandás",
    slug="jacarandas",
    prefix="JACA",
    manager="Teresa Camargo",
    operator="Nelson Prates",
    viewer="Administradora Planalto",
    address=Address(
        street="Alameda dos Jacarandás, 88",
        district="Moema",
        city="São Paulo",
        state="SP",
        postal_code="04500-000",
    ),
    tariff=VersionDraft(
        valid_from=_BEGINNING, currency="BRL", price_per_kwh=Decimal("1.10"), idle_grace_minutes=15
    ),
    residents=(
        *_residents(
            "A",
            [
                ("101", "Marina Couto"),
                ("203", "Renato Falcão"),
                ("304", "Júlia Serpa"),
                ("402", "Caio Brandt"),
                ("501", "Lívia Moura"),
                ("602", "Otto Krüger"),
                ("702", "Sílvia Antunes"),
            ],
        ),
        *_residents(
            "B",
            [
                ("103", "Danilo Freire"),
                ("201", "Estela Matos"),
                ("304", "Hugo Barcellos"),
                ("403", "Ingrid Vianna"),
                ("504", "Moacir Teles"),
                ("601", "Yara Bonfim"),
            ],
        ),
    ),
)
"""The condominium whose chargers report to another cloud, which the platform can only ask."""
