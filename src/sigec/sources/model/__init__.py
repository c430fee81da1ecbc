"""What a source is, how often it may be asked, and what it can and cannot tell: pure."""

from sigec.sources.model.addresses import ForbiddenAddress, faults_of_address
from sigec.sources.model.capabilities import CAPABILITIES, Ability, Fact
from sigec.sources.model.chargers import (
    Charger,
    ChargerConnector,
    ChargerReport,
    LearnedTag,
    TagOrigin,
    pk_key,
)
from sigec.sources.model.outcomes import Failure, Harvest, failed, gone_blind, succeeded
from sigec.sources.model.pacing import Pace, after_failure, after_rate_limit, after_success
from sigec.sources.model.sources import (
    BLIND_AFTER,
    Account,
    AuthScheme,
    Headers,
    Source,
    SourceDraft,
    SourceFreshness,
    SourceKind,
    SourceState,
    Trouble,
    faults_of,
)
from sigec.sources.model.tryouts import Step, TryOut

__all__ = [
    "BLIND_AFTER",
    "CAPABILITIES",
    "Ability",
    "Account",
    "AuthScheme",
    "Charger",
    "ChargerConnector",
    "ChargerReport",
    "Fact",
    "Failure",
    "ForbiddenAddress",
    "Harvest",
    "Headers",
    "LearnedTag",
    "Pace",
    "Source",
    "SourceDraft",
    "SourceFreshness",
    "SourceKind",
    "SourceState",
    "Step",
    "TagOrigin",
    "Trouble",
    "TryOut",
    "after_failure",
    "after_rate_limit",
    "after_success",
    "failed",
    "faults_of",
    "faults_of_address",
    "gone_blind",
    "pk_key",
    "succeeded",
]
