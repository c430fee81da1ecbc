"""The use cases of who may charge where."""

from sigec.access._store.decisions import DecisionFilter
from sigec.access.service.cache_fulfiller import CacheFulfiller
from sigec.access.service.decisions import DecisionService, add_decisions
from sigec.access.service.keeping import AccessKeeper
from sigec.access.service.list_fulfiller import LocalListFulfiller
from sigec.access.service.lists import KeptList, ListNotKept, ListService
from sigec.access.service.policies import PolicyInForce, PolicyService

__all__ = [
    "AccessKeeper",
    "CacheFulfiller",
    "DecisionFilter",
    "DecisionService",
    "KeptList",
    "ListNotKept",
    "ListService",
    "LocalListFulfiller",
    "PolicyInForce",
    "PolicyService",
    "add_decisions",
]
