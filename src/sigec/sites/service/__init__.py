"""The use cases of sites and units, and what the slices above ask of them."""

from sigec.sites.service.sites import (
    SiteInUse,
    SiteNotFound,
    SiteService,
    find_only_site,
    find_sites,
    find_zones,
    require_site,
)
from sigec.sites.service.units import (
    UnitInUse,
    UnitNotFound,
    UnitService,
    UnitTaken,
    add_units,
    find_units,
    require_unit,
)

__all__ = [
    "SiteInUse",
    "SiteNotFound",
    "SiteService",
    "UnitInUse",
    "UnitNotFound",
    "UnitService",
    "UnitTaken",
    "add_units",
    "find_only_site",
    "find_sites",
    "find_units",
    "find_zones",
    "require_site",
    "require_unit",
]
