"""What an API key may call: method → the scopes it needs, all of them. Deny by default."""

from collections.abc import Mapping

from sigec.accounts.model import KeyScope

_COMMAND = frozenset({KeyScope.COMMAND_STATIONS})
_STATIONS = frozenset({KeyScope.READ_STATIONS})
_SESSIONS = frozenset({KeyScope.READ_SESSIONS})

SCOPES: Mapping[str, frozenset[KeyScope]] = {
    "sigec.v1.Stations.ListStations": _STATIONS,
    "sigec.v1.Stations.GetStation": _STATIONS,
    "sigec.v1.Stations.ListConnectors": _STATIONS,
    "sigec.v1.Sessions.ListSessions": _SESSIONS,
    "sigec.v1.Sessions.GetSession": _SESSIONS,
    "sigec.v1.Sessions.ListReadings": _SESSIONS,
    "sigec.v1.Commands.Start": _COMMAND,
    "sigec.v1.Commands.Stop": _COMMAND | _SESSIONS,
    "sigec.v1.Commands.Unlock": _COMMAND,
    "sigec.v1.Commands.Reset": _COMMAND,
    "sigec.v1.Commands.Trigger": _COMMAND,
    "sigec.v1.Commands.SetAvailability": _COMMAND,
    # What a key sees depends on its scopes.
    "sigec.v1.Events.Follow": frozenset(),
}
