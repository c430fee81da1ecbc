"""The list of who may charge that a station keeps for itself: what is on it, and how it changes.

Pure, without I/O and without a clock.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Self

import msgspec

from sigec.drivers.model import AuthorizationStatus, Decision, IdTokenKind, TokenRef
from sigec.kit.ids import IdTokenId, StationId, TenantId

NO_LIST = 0
"""The version of a station that has no list, or an empty one."""
VERSION_MAX = 2**31 - 1
ITEMS_DEFAULT = 50
"""How many entries a message has when the station does not say how many it takes."""
LEFT_OUT_MAX = 1_000
"""How many tokens without a place are named; all are counted."""

_ENCODER = msgspec.json.Encoder(order="sorted")
_RFID = frozenset({IdTokenKind.ISO14443, IdTokenKind.ISO15693, IdTokenKind.CENTRAL})
_NEW_IN_21 = frozenset({IdTokenKind.DIRECT_PAYMENT, IdTokenKind.EVCCID, IdTokenKind.VIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A token on a list, with what a station says of it while it cannot ask."""

    value: str
    kind: IdTokenKind
    status: AuthorizationStatus
    expires_at: datetime | None = None
    group: str | None = None

    @property
    def key(self) -> str:
        """What makes it the same entry: stations compare without case."""
        return TokenRef(value=self.value, kind=self.kind).canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A token that should be on a list; ``rank`` orders them, the least first."""

    id_token_id: IdTokenId
    token: TokenRef
    decision: Decision
    rank: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a version of OCPP takes into a list."""

    value_length_max: int
    kinds: Collection[IdTokenKind]

    def takes(self, token: TokenRef) -> bool:
        """Say whether a token can be on a list."""
        return len(token.value) <= self.value_length_max and token.kind in self.kinds


DIALECTS: Mapping[str, Dialect] = {
    "ocpp1.6": Dialect(value_length_max=20, kinds=_RFID),
    "ocpp2.0.1": Dialect(
        value_length_max=36,
        kinds=frozenset(IdTokenKind) - _NEW_IN_21 - {IdTokenKind.NO_AUTHORIZATION},
    ),
    "ocpp2.1": Dialect(
        value_length_max=255, kinds=frozenset(IdTokenKind) - {IdTokenKind.NO_AUTHORIZATION}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a station takes; ``None`` where nobody knows."""

    entries_max: int | None = None
    items_max: int | None = None

    def narrowed(self, learnt: "Limits") -> "Limits":
        """Return the tighter of what a station told and what it taught us by refusing."""
        return Limits(
            entries_max=_least(self.entries_max, learnt.entries_max),
            items_max=_least(self.items_max, learnt.items_max),
        )

    @property
    def items_at_once(self) -> int:
        """How many entries one message has at most."""
        return max(1, self.items_max or ITEMS_DEFAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedList:
    """What a station's list should be; ``left_out`` are those for whom it has no room."""

    entries: Sequence[ListEntry] = ()
    left_out: Sequence[IdTokenId] = ()
    left_out_count: int = 0
    unfit_count: int = 0
    """Tokens that the station's version cannot have on a list: too long, or of another kind."""

    @property
    def digest(self) -> str:
        """What two equal lists have in common."""
        return digest_of(self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message: the whole list, or changes to it; an entry whose value is ``None`` goes."""

    version: int
    is_full: bool
    changes: Mapping[str, ListEntry | None]
    removed: Sequence[ListEntry] = ()
    after: Sequence[ListEntry] = ()
    """What the station has once it took it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationList:
    """What we know of the list that a station keeps.

    ``entries`` is what it has at ``version``. What is on its way (``sent``) counts when the
    station turns out to have ``sent_version``: an answer may be lost. ``limits`` are what it
    taught us by refusing.
    """

    station_id: StationId
    tenant_id: TenantId
    version: int | None = None
    entries: Sequence[ListEntry] = ()
    sent_version: int | None = None
    sent: Sequence[ListEntry] = ()
    limits: Limits = Limits()
    left_out: Sequence[IdTokenId] = ()
    left_out_count: int = 0
    unfit_count: int = 0
    synced_at: datetime | None = None

    def found_at(self, version: int) -> Self:
        """Return what we know after the station said its version."""
        if version == self.version:
            return self
        if version == self.sent_version:
            return replace(self, version=version, entries=self.sent)
        if version <= NO_LIST:
            return replace(self, version=NO_LIST, entries=())
        return replace(self, version=None, entries=())

    def sending(self, part: Part) -> Self:
        """Return what we know while a part is on its way."""
        return replace(self, sent_version=part.version, sent=part.after)

    def taken(self, part: Part) -> Self:
        """Return what we know after the station took a part."""
        return replace(self, version=part.version, entries=part.after, sent_version=None, sent=())

    def refused(self, part: Part) -> Self | None:
        """Return what we know after a part failed: that the station takes less than we thought.

        ``None`` when there is nothing left to learn.
        """
        if not part.is_full and self.entries:
            limits = replace(self.limits, entries_max=len(self.entries))
        elif len(part.changes) > 1:
            limits = replace(self.limits, items_max=len(part.changes) // 2)
        else:
            return None
        return replace(self, limits=limits, version=None, entries=(), sent_version=None, sent=())

    def next_version(self, reported: int) -> int:
        """Return a version that the station has not seen."""
        last = max(reported, self.version or 0, self.sent_version or 0, NO_LIST)
        return 1 if last >= VERSION_MAX else last + 1


def want_list(candidates: Collection[Candidate], protocol: str, limits: Limits) -> WantedList:
    """Choose who is on a station's list, those first that matter most there.

    Of tokens that the station cannot tell apart the first is taken.
    """
    dialect = DIALECTS[protocol]
    fit = [each for each in candidates if dialect.takes(each.token)]
    chosen: dict[str, Candidate] = {}
    for each in sorted(fit, key=lambda one: one.rank):
        chosen.setdefault(each.token.canonical, each)
    ordered = list(chosen.values())
    kept, rest = ordered[: limits.entries_max], []
    if limits.entries_max is not None:
        rest = ordered[limits.entries_max :]
    return WantedList(
        entries=tuple(sorted(map(_entry, kept), key=lambda entry: entry.key)),
        left_out=tuple(each.id_token_id for each in rest[:LEFT_OUT_MAX]),
        left_out_count=len(rest),
        unfit_count=len(candidates) - len(fit),
    )


def changes_between(
    has: Sequence[ListEntry], wants: Sequence[ListEntry]
) -> Mapping[str, ListEntry | None]:
    """Return what makes one list the other, by key; ``None`` goes.

    What goes comes first: a list that is full has no room before.
    """
    before = {entry.key: entry for entry in has}
    after = {entry.key: entry for entry in wants}
    gone: dict[str, ListEntry | None] = {key: None for key in before if key not in after}
    return gone | {key: entry for key, entry in after.items() if before.get(key) != entry}


def parts_of(
    known: StationList, wants: Sequence[ListEntry], *, reported: int, items_at_once: int
) -> Iterator[Part]:
    """Yield the messages that bring a station to a list, each within its limit.

    Changes are sent to a station whose list is the one we know, all of it to any other.
    """
    is_full = known.version is None or known.version <= NO_LIST or known.version != reported
    has: dict[str, ListEntry] = {} if is_full else {entry.key: entry for entry in known.entries}
    spelled = dict(has)
    pending = list(changes_between(list(has.values()), wants).items())
    version = known.next_version(reported)
    if not pending and not is_full:
        return
    for begin in range(0, max(1, len(pending)), items_at_once):
        changes = dict(pending[begin : begin + items_at_once])
        for key, entry in changes.items():
            if entry is None:
                has.pop(key)
            else:
                has[key] = entry
        yield Part(
            version=version,
            is_full=is_full and begin == 0,
            changes=changes,
            removed=[spelled[key] for key, entry in changes.items() if entry is None],
            after=tuple(sorted(has.values(), key=lambda entry: entry.key)),
        )
        version = 1 if version >= VERSION_MAX else version + 1


def digest_of(entries: Sequence[ListEntry]) -> str:
    """Return a short text that only equal lists share."""
    return blake2b(_ENCODER.encode(entries), digest_size=16).hexdigest()


def _least(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _entry(candidate: Candidate) -> ListEntry:
    decision = candidate.decision
    return ListEntry(
        value=candidate.token.value,
        kind=candidate.token.kind,
        status=decision.status,
        expires_at=decision.expires_at and decision.expires_at.replace(microsecond=0),
        group=decision.group,
    )
