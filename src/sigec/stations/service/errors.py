"""What may go wrong with stations in a way we anticipate."""

from sigec.kit.errors import Conflict, NotFound


class StationNotFound(NotFound):
    """There is no such station for this actor."""

    code = "not_found.station"


class ConnectorNotFound(NotFound):
    """The station has no such connector."""

    code = "not_found.connector"


class HandshakeNotFound(NotFound):
    """There is no such refused handshake for this actor."""

    code = "not_found.handshake"


class IncidentNotFound(NotFound):
    """There is no such incident for this actor."""

    code = "not_found.incident"


class IncidentOver(Conflict):
    """The incident is closed already."""

    code = "conflict.incident_over"


class IncidentClosesItself(Conflict):
    """The incident ends when its station or source says so, not when a person does."""

    code = "conflict.incident_closes_itself"


class IdentityTaken(Conflict):
    """A station of this installation has this OCPP identity."""

    code = "conflict.identity_taken"


class StationNotAccepted(Conflict):
    """The station's registration is pending or rejected: it is told nothing."""

    code = "conflict.station_not_accepted"


class StationGone(Conflict):
    """The station was removed, or registered, between its handshake and its first message."""

    code = "conflict.station_gone"


class DesireNotFound(NotFound):
    """There is no such desire for this actor."""

    code = "not_found.desire"


class WantedByTemplate(Conflict):
    """A template wants it of the station: leave the template, or want another value."""

    code = "conflict.wanted_by_template"


class TemplateNotFound(NotFound):
    """There is no such template for this actor."""

    code = "not_found.variable_template"


class TooManyTemplates(Conflict):
    """The tenant has as many templates as there may be."""

    code = "conflict.too_many_templates"


class TooManyDesires(Conflict):
    """So many things are wanted of the station that there is no room for more."""

    code = "conflict.too_many_desires"


class StationNotSetHere(Conflict):
    """The station is read through another cloud: nothing of it can be set from here."""

    code = "conflict.station_not_set_here"


class CommandKeyReused(Conflict):
    """The idempotency key was used for another command."""

    code = "conflict.command_key_reused"


class CommandUnderWay(Conflict):
    """The command of this idempotency key was sent and is not answered yet."""

    code = "conflict.command_under_way"


class NoPasswordToChange(Conflict):
    """The station has no password: its profile asks for none, or nobody gave it one."""

    code = "conflict.no_station_password"


class ProfileNotHigher(Conflict):
    """The station has this security profile, or a higher one: it is never lowered this way."""

    code = "conflict.profile_not_higher"


class TlsMissing(Conflict):
    """No station could come by TLS: there is neither a TLS port nor a proxy."""

    code = "conflict.tls_missing"
