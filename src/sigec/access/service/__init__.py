"""The use cases of who may charge where."""

from sigec.access._store.decisions import DecisionFilter
from sigec.access.service.decisions import DecisionService, add_decisions
from sigec.access.service.policies import PolicyInForce, PolicyService

__all__ = [
    "DecisionFilter",
    "DecisionService",
    "PolicyInForce",
    "PolicyService",
    "add_decisions",
]
