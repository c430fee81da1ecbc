"""How stations are set for when they cannot ask: a policy in the variables of each version."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sigec.access.model.lists import Limits
from sigec.access.model.policies import AccessPolicy, Offline, RefusedCharge
from sigec.stations.model import VariableName

OCPP_16 = "ocpp1.6"


class _Names(NamedTuple):
    """What one setting is called in OCPP 1.6 and in 2.x; some have no name in one."""

    in_16: VariableName | None
    in_2: VariableName | None


def _names(key: str | None, component: str | None = None, variable: str = "") -> _Names:
    return _Names(
        in_16=VariableName(variable=key) if key else None,
        in_2=VariableName(component=component, variable=variable) if component else None,
    )


_LIST = _names("LocalAuthListEnabled", "LocalAuthListCtrlr", "Enabled")
_CACHE = _names("AuthorizationCacheEnabled", "AuthCacheCtrlr", "Enabled")
_KNOWN = _names("LocalAuthorizeOffline", "AuthCtrlr", "LocalAuthorizeOffline")
_UNKNOWN = _names("AllowOfflineTxForUnknownId", "AuthCtrlr", "OfflineTxForUnknownIdEnabled")
_STOPS = _names("StopTransactionOnInvalidId", "TxCtrlr", "StopTxOnInvalidId")
_REMOTE = _names("AuthorizeRemoteTxRequests", "AuthCtrlr", "AuthorizeRemoteStart")
_MASTER = _names(None, "AuthCtrlr", "MasterPassGroupId")

_OFFLINE: Mapping[Offline, Mapping[_Names, bool]] = {
    Offline.NOBODY: {_KNOWN: False, _UNKNOWN: False},
    Offline.LISTED: {_KNOWN: True, _CACHE: False, _UNKNOWN: False},
    Offline.KNOWN: {_KNOWN: True, _CACHE: True, _UNKNOWN: False},
    Offline.ANYONE: {_KNOWN: True, _UNKNOWN: True},
}

_ITEMS = _names("SendLocalListMaxLength", "LocalAuthListCtrlr", "ItemsPerMessage")
_ENTRIES = _names("LocalAuthListMaxLength")
LIMITS: Sequence[VariableName] = [
    name for names in (_ITEMS, _ENTRIES) for name in names if name is not None
]
"""Where stations say how much their list takes."""
ENTRIES = VariableName(component="LocalAuthListCtrlr", variable="Entries")
"""Its value is how many there are, and its highest value how many there can be (2.x)."""


def enabled_name(protocol: str) -> VariableName:
    """Return the variable that says whether a station of a version keeps its list."""
    name = _LIST.in_16 if protocol == OCPP_16 else _LIST.in_2
    assert name is not None
    return name


def limits_in(values: Mapping[VariableName, str | None], entries_max: int | None) -> Limits:
    """Read what a station told of its `LIMITS`, and of the highest value of `ENTRIES`."""
    return Limits(
        entries_max=_number(values, _ENTRIES.in_16) or entries_max,
        items_max=_number(values, _ITEMS.in_16, _ITEMS.in_2),
    )


def variables_of(policy: AccessPolicy, protocol: str) -> Iterator[tuple[VariableName, str]]:
    """Yield what a station of a version is to be set to; what is left open is left alone."""
    for names, value in _settings(policy):
        name = names.in_16 if protocol == OCPP_16 else names.in_2
        if name is not None:
            yield name, value


def _settings(policy: AccessPolicy) -> Iterator[tuple[_Names, str]]:
    if policy.keeps_list:
        yield _LIST, _flag(is_on=True)
    if policy.offline is not None:
        for names, is_on in _OFFLINE[policy.offline].items():
            yield names, _flag(is_on=is_on)
    if policy.refused_charge is not None:
        yield _STOPS, _flag(is_on=policy.refused_charge is RefusedCharge.STOP)
    if policy.remote_asks is not None:
        yield _REMOTE, _flag(is_on=policy.remote_asks)
    if policy.master_group is not None:
        yield _MASTER, policy.master_group


def _flag(*, is_on: bool) -> str:
    return "true" if is_on else "false"


def _number(values: Mapping[VariableName, str | None], *names: VariableName | None) -> int | None:
    """Return the first number that was told and can be one."""
    for name in names:
        value = values.get(name) if name else None
        if value is not None and value.strip().isdecimal() and int(value) > 0:
            return int(value)
    return None
