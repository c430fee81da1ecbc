"""The use cases of sites and units, and what the slices above ask of them."""

from sigec.sites.service.sites import SiteInUse, SiteNotFound, SiteService, require_site
from sigec.sites.service.units import (
    UnitInUse,
    UnitNotFound,
    UnitService,
    UnitTaken,
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
    "find_units",
    "require_site",
    "require_unit",
]
