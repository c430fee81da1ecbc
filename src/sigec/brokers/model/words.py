"""The words that Home Assistant shows, in the tenant's language: it has none of its own for us."""

from collections.abc import Mapping
from dataclasses import dataclass

from sigec.stations.model import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWords:
    """What the sensors are called, and what a connector's state is."""

    status: str
    power: str
    energy: str
    person: str
    connector: str
    labels: Mapping[Label, str]


WORDS: Mapping[str, HomeWords] = {
    "pt-BR": HomeWords(
        status="Situação",
        power="Potência",
        energy="Energia da recarga",
        person="Quem carrega",
        connector="conector",
        labels={
            Label.AVAILABLE: "Disponível",
            Label.WAITING: "Aguardando",
            Label.IN_USE: "Em uso",
            Label.IDLE: "Ocioso",
            Label.RESERVED: "Reservado",
            Label.FAULTED: "Com falha",
            Label.OFFLINE: "Offline",
        },
    ),
    "en": HomeWords(
        status="Status",
        power="Power",
        energy="Energy of the charge",
        person="Who charges",
        connector="connector",
        labels={
            Label.AVAILABLE: "Available",
            Label.WAITING: "Waiting",
            Label.IN_USE: "In use",
            Label.IDLE: "Idle",
            Label.RESERVED: "Reserved",
            Label.FAULTED: "Faulted",
            Label.OFFLINE: "Offline",
        },
    ),
}
