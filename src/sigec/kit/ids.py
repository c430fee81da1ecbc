"""Identifiers: UUIDv7, which sort by creation, and a type per entity, lest they be mixed up."""

from datetime import UTC, datetime, timedelta
from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

TenantId = NewType("TenantId", UUID)
UserId = NewType("UserId", UUID)
HolidayId = NewType("HolidayId", UUID)
SourceId = NewType("SourceId", UUID)
SourceChargerId = NewType("SourceChargerId", UUID)
SiteId = NewType("SiteId", UUID)
UnitId = NewType("UnitId", UUID)
PersonId = NewType("PersonId", UUID)
ResidenceId = NewType("ResidenceId", UUID)
ProfileLinkId = NewType("ProfileLinkId", UUID)
ConsentId = NewType("ConsentId", UUID)
VehicleId = NewType("VehicleId", UUID)
VisitId = NewType("VisitId", UUID)
IdTokenId = NewType("IdTokenId", UUID)
StationId = NewType("StationId", UUID)
EvseId = NewType("EvseId", UUID)
ConnectorId = NewType("ConnectorId", UUID)
CommandId = NewType("CommandId", UUID)
AuthorityId = NewType("AuthorityId", UUID)
CertificateId = NewType("CertificateId", UUID)
AnnouncementId = NewType("AnnouncementId", UUID)
DesireId = NewType("DesireId", UUID)
TemplateId = NewType("TemplateId", UUID)
IncidentId = NewType("IncidentId", UUID)
FileId = NewType("FileId", UUID)
FirmwareImageId = NewType("FirmwareImageId", UUID)
FirmwareUpdateId = NewType("FirmwareUpdateId", UUID)
FirmwareCampaignId = NewType("FirmwareCampaignId", UUID)
StationLogId = NewType("StationLogId", UUID)
SessionId = NewType("SessionId", UUID)
StatementId = NewType("StatementId", UUID)
StatementMonthId = NewType("StatementMonthId", UUID)
ReservationId = NewType("ReservationId", UUID)
TariffId = NewType("TariffId", UUID)
TariffVersionId = NewType("TariffVersionId", UUID)
EventId = NewType("EventId", UUID)
JobId = NewType("JobId", UUID)
AuditId = NewType("AuditId", UUID)
LoginId = NewType("LoginId", UUID)
ApiKeyId = NewType("ApiKeyId", UUID)
WebhookId = NewType("WebhookId", UUID)
DeliveryId = NewType("DeliveryId", UUID)
NoticeId = NewType("NoticeId", UUID)
NoticeDeliveryId = NewType("NoticeDeliveryId", UUID)
ChannelAccountId = NewType("ChannelAccountId", UUID)
PushSubscriptionId = NewType("PushSubscriptionId", UUID)
RecipientId = NewType("RecipientId", UUID)
"""A person's or, for those who work here and do not live here, a user's (`sigec.notifications`)."""

StreamId = NewType("StreamId", int)
"""One writer connection's part of the journal (see `sigec.journal`)."""


def new_id() -> UUID:
    """Make a fresh UUIDv7; wrap it in the entity's own type: ``StationId(new_id())``."""
    return uuid7()


def created_at(made: UUID) -> datetime:
    """Return the instant a UUIDv7 was made, to the millisecond."""
    return _EPOCH + timedelta(milliseconds=made.int >> 80)


def first_id_at(at: datetime) -> UUID:
    """Return the least UUIDv7 that can be made at an instant, to look for what came since."""
    return UUID(int=max(0, (at - _EPOCH) // timedelta(milliseconds=1)) << 80)
