"""People, their id tokens, and who may charge: pure, without I/O and without a clock."""

from sigec.drivers.model.decisions import Decision, Facts, Reason, decide
from sigec.drivers.model.people import (
    Person,
    PersonDraft,
    Residence,
    ResidenceDraft,
    ResidenceRole,
    canonical_contact,
    faults_of_person,
    fold,
    is_cpf,
)
from sigec.drivers.model.tokens import (
    AuthorizationStatus,
    IdToken,
    IdTokenDraft,
    IdTokenKind,
    KnownToken,
    Ownership,
    TokenInfo,
    TokenRef,
    TokenSpace,
    TokenStatus,
    faults_of_token,
)

__all__ = [
    "AuthorizationStatus",
    "Decision",
    "Facts",
    "IdToken",
    "IdTokenDraft",
    "IdTokenKind",
    "KnownToken",
    "Ownership",
    "Person",
    "PersonDraft",
    "Reason",
    "Residence",
    "ResidenceDraft",
    "ResidenceRole",
    "TokenInfo",
    "TokenRef",
    "TokenSpace",
    "TokenStatus",
    "canonical_contact",
    "decide",
    "faults_of_person",
    "faults_of_token",
    "fold",
    "is_cpf",
]
