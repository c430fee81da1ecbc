"""What is told of a source's answers: what is known of it, and what a round of them came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sigec.cvepro.memory import Memory
from sigec.cvepro.translate import Token, tag_of
from sigec.cvepro.wire import TransactionRow
from sigec.drivers.model import IdTokenKind
from sigec.kit.ids import StationId
from sigec.sources.model import (
    Charger,
    ChargerReport,
    LearnedTag,
    Source,
    TagOrigin,
    pk_key,
)


@dataclass(slots=True, kw_only=True)
class Known:
    """Which of the account's chargers belong here, and what its tags are."""

    stations: Mapping[str, StationId]
    tags: dict[str, LearnedTag]

    @classmethod
    def of(cls, chargers: Sequence[Charger], tags: Mapping[str, LearnedTag]) -> "Known":
        """Find stations by both names that the cloud has for a charger."""
        stations: dict[str, StationId] = {}
        for charger in chargers:
            if charger.station_id is not None:
                stations[charger.external_id] = charger.station_id
                if charger.external_uuid:
                    stations[charger.external_uuid] = charger.station_id
        return cls(stations=stations, tags=dict(tags))

    def station(self, *names: str | None) -> StationId | None:
        """Return the station that a charger is, ``None`` when it does not belong here."""
        found = (self.stations.get(name) for name in names if name)
        return next((station for station in found if station is not None), None)

    def token(self, row: TransactionRow) -> Token | None:
        """Return the token that a row's tag is: its own, else what its key stands for."""
        tag = tag_of(row)
        if tag is not None:
            return Token(value=tag, kind=IdTokenKind.ISO14443.value)
        mapped = None if row.ocpp_tag_pk is None else self.tags.get(pk_key(row.ocpp_tag_pk))
        return None if mapped is None else Token(value=mapped.id_token, kind=mapped.kind)


@dataclass(slots=True, kw_only=True)
class Telling:
    """One round of answers: whose, when, against what is known, and what it came to."""

    source: Source
    at: datetime
    known: Known
    memory: Memory
    learned: list[LearnedTag] = field(default_factory=list)
    listed: list[ChargerReport] = field(default_factory=list)
    unreadable: int = 0
    note: str | None = None

    def miss(self, what: bytes, note: str | None) -> None:
        """Count what was not understood, once for as long as it is told again and again."""
        if self.memory.is_puzzle_new(what):
            self.unreadable += 1
            self.note = note or self.note

    def learn(self, row: TransactionRow) -> None:
        """Learn a pair that a row shows; a person's own word is not unlearned."""
        tag = tag_of(row)
        if tag is None or row.ocpp_tag_pk is None:
            return
        key = pk_key(row.ocpp_tag_pk)
        mapped = self.known.tags.get(key)
        if mapped is not None and (mapped.origin is TagOrigin.MANUAL or mapped.id_token == tag):
            return
        learned = LearnedTag(
            source_id=self.source.id,
            external_key=key,
            id_token=tag,
            kind=IdTokenKind.ISO14443.value,
            origin=TagOrigin.LEARNED,
            at=self.at,
        )
        self.known.tags[key] = learned
        self.learned.append(learned)
