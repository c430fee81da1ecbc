"""The use cases of people and id tokens."""

from sigec.drivers.service.cards import IdTokenTaken
from sigec.drivers.service.contacts import Contact, add_consent, find_contacts
from sigec.drivers.service.directory import TokenDirectory
from sigec.drivers.service.drivers import (
    DriverService,
    find_barred,
    find_homes,
    find_owner,
    load_tokens,
)
from sigec.drivers.service.imports import (
    IMPORT_ROWS_MAX,
    ImportOutcome,
    ImportOutdated,
    ImportService,
)
from sigec.drivers.service.links import Answers, LinkClosed, LinkedPerson, ProfileLinkService
from sigec.drivers.service.people import (
    CpfTaken,
    PeopleSearch,
    PeopleService,
    PersonNotFound,
    require_person,
    with_residences,
)
from sigec.drivers.service.privacy import PrivacyService, forget_person
from sigec.drivers.service.privacy import as_json as personal_json
from sigec.drivers.service.residences import ResidenceNotFound, ResidenceService
from sigec.drivers.service.settling import ResidenceOverlaps
from sigec.drivers.service.stays import find_site_stays, find_stays
from sigec.drivers.service.tag_maps import TagMaps
from sigec.drivers.service.tokens import (
    IdTokenNotFound,
    IdTokenService,
    find_these,
    find_tokens,
    require_token,
)
from sigec.drivers.service.vehicles import (
    TooManyVehicles,
    VehicleNotFound,
    VehicleService,
    VehicleTaken,
)
from sigec.drivers.service.visits import VisitNotFound, VisitService

__all__ = [
    "IMPORT_ROWS_MAX",
    "Answers",
    "Contact",
    "CpfTaken",
    "DriverService",
    "IdTokenNotFound",
    "IdTokenService",
    "IdTokenTaken",
    "ImportOutcome",
    "ImportOutdated",
    "ImportService",
    "LinkClosed",
    "LinkedPerson",
    "PeopleSearch",
    "PeopleService",
    "PersonNotFound",
    "PrivacyService",
    "ProfileLinkService",
    "ResidenceNotFound",
    "ResidenceOverlaps",
    "ResidenceService",
    "TagMaps",
    "TokenDirectory",
    "TooManyVehicles",
    "VehicleNotFound",
    "VehicleService",
    "VehicleTaken",
    "VisitNotFound",
    "VisitService",
    "add_consent",
    "find_barred",
    "find_contacts",
    "find_homes",
    "find_owner",
    "find_site_stays",
    "find_stays",
    "find_these",
    "find_tokens",
    "forget_person",
    "load_tokens",
    "personal_json",
    "require_person",
    "require_token",
    "with_residences",
]
