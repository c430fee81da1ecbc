"""A CVE-PRO cloud on this machine: its answers, its misbehaviour, and the truth behind them."""

from sigec_sandbox.cvepro.behaviours import AccountKind, Behaviours, Expiry, Fault, LoginFault
from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.life import Life, Troubles
from sigec_sandbox.cvepro.server import CvePro
from sigec_sandbox.cvepro.things import Account, Charger, Charging, Tag, Tenant

__all__ = [
    "Account",
    "AccountKind",
    "Behaviours",
    "Charger",
    "Charging",
    "Cloud",
    "CvePro",
    "Expiry",
    "Fault",
    "Life",
    "LoginFault",
    "Tag",
    "Tenant",
    "Troubles",
]
