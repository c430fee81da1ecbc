"""The use cases of stations."""

from sigec.stations._store.announcements import AnnouncementFilter
from sigec.stations._store.commands import CommandFilter
from sigec.stations._store.desires import NEWS as DESIRE_NEWS
from sigec.stations._store.desires import DesireFilter
from sigec.stations._store.handshakes import HandshakeFilter
from sigec.stations._store.incidents import IncidentFilter
from sigec.stations._store.stations import StationFilter
from sigec.stations._store.variables import VariableFilter
from sigec.stations.service.adoption import Adoption, HandshakeService
from sigec.stations.service.choosing import ChargerChoice
from sigec.stations.service.credential_desires import CredentialFulfiller
from sigec.stations.service.credentials import CredentialService
from sigec.stations.service.desires import DesireService
from sigec.stations.service.directory import StationDirectory
from sigec.stations.service.errors import (
    CommandKeyReused,
    CommandUnderWay,
    ConnectorNotFound,
    DesireNotFound,
    HandshakeNotFound,
    IdentityTaken,
    IncidentClosesItself,
    IncidentNotFound,
    IncidentOver,
    NoPasswordToChange,
    ProfileNotHigher,
    StationGone,
    StationNotAccepted,
    StationNotFound,
    StationNotSetHere,
    TemplateNotFound,
    TlsMissing,
    TooManyDesires,
    TooManyTemplates,
    WantedByTemplate,
)
from sigec.stations.service.fleet import (
    find_equipment,
    require_equipment,
    require_known,
    search_equipment,
)
from sigec.stations.service.history import StationHistory
from sigec.stations.service.incidents import IncidentService
from sigec.stations.service.inventory import StationInventory
from sigec.stations.service.lines import Lines
from sigec.stations.service.mirrors import MirrorService
from sigec.stations.service.places import (
    StationPlace,
    count_open,
    count_profiles,
    find_connector_types,
    find_connectors_at,
    find_faults,
    find_maximum,
    find_places,
    find_reached,
    find_stations_of,
    find_values,
    has_free_connector,
    keep_told,
)
from sigec.stations.service.profiles import (
    NEW_PROFILE,
    ComparedComposite,
    ProfileBoard,
    ProfileService,
)
from sigec.stations.service.reconciling import Reconciler
from sigec.stations.service.retention import forget_handshakes
from sigec.stations.service.sockets import Sockets, leave_behind
from sigec.stations.service.stations import StationService
from sigec.stations.service.templates import TemplateService
from sigec.stations.service.templating import SPREAD_KIND
from sigec.stations.service.troubles import (
    STEP_KIND,
    begin_troubles,
    end_troubles,
    find_last_troubles,
    find_open_troubles,
)
from sigec.stations.service.variable_desires import VariableFulfiller
from sigec.stations.service.vocabulary import Vocabulary
from sigec.stations.service.wanting import find_desire, note_drift, unwant, want, withdraw

__all__ = [
    "DESIRE_NEWS",
    "NEW_PROFILE",
    "SPREAD_KIND",
    "STEP_KIND",
    "Adoption",
    "AnnouncementFilter",
    "ChargerChoice",
    "CommandFilter",
    "CommandKeyReused",
    "CommandUnderWay",
    "ComparedComposite",
    "ConnectorNotFound",
    "CredentialFulfiller",
    "CredentialService",
    "DesireFilter",
    "DesireNotFound",
    "DesireService",
    "HandshakeFilter",
    "HandshakeNotFound",
    "HandshakeService",
    "IdentityTaken",
    "IncidentClosesItself",
    "IncidentFilter",
    "IncidentNotFound",
    "IncidentOver",
    "IncidentService",
    "Lines",
    "MirrorService",
    "NoPasswordToChange",
    "ProfileBoard",
    "ProfileNotHigher",
    "ProfileService",
    "Reconciler",
    "Sockets",
    "StationDirectory",
    "StationFilter",
    "StationGone",
    "StationHistory",
    "StationInventory",
    "StationNotAccepted",
    "StationNotFound",
    "StationNotSetHere",
    "StationPlace",
    "StationService",
    "TemplateNotFound",
    "TemplateService",
    "TlsMissing",
    "TooManyDesires",
    "TooManyTemplates",
    "VariableFilter",
    "VariableFulfiller",
    "Vocabulary",
    "WantedByTemplate",
    "begin_troubles",
    "count_open",
    "count_profiles",
    "end_troubles",
    "find_connector_types",
    "find_connectors_at",
    "find_desire",
    "find_equipment",
    "find_faults",
    "find_last_troubles",
    "find_maximum",
    "find_open_troubles",
    "find_places",
    "find_reached",
    "find_stations_of",
    "find_values",
    "forget_handshakes",
    "has_free_connector",
    "keep_told",
    "leave_behind",
    "note_drift",
    "require_equipment",
    "require_known",
    "search_equipment",
    "unwant",
    "want",
    "withdraw",
]
