"""What may go wrong with firmware and logs in a way we anticipate."""

from sigec.kit.errors import Conflict, NotFound


class ImageNotFound(NotFound):
    """There is no such firmware image for this actor."""

    code = "not_found.firmware_image"


class UpdateNotFound(NotFound):
    """There is no such update for this actor."""

    code = "not_found.firmware_update"


class CampaignNotFound(NotFound):
    """There is no such campaign for this actor."""

    code = "not_found.firmware_campaign"


class LogNotFound(NotFound):
    """There is no such log for this actor."""

    code = "not_found.station_log"


class LogHasNoFile(NotFound):
    """No file came, or it is forgotten."""

    code = "not_found.station_log_file"


class FileLinkClosed(NotFound):
    """The link opens nothing: it never did, it was revoked, or it is too old."""

    code = "not_found.station_file"


class ImageHasFile(Conflict):
    """The image has its file: another one is another image."""

    code = "conflict.firmware_image_has_file"


class ImageNotReady(Conflict):
    """The image has neither a file nor an address yet."""

    code = "conflict.firmware_image_not_ready"


class ImageInUse(Conflict):
    """An update with the image goes on."""

    code = "conflict.firmware_image_in_use"


class ImageDoesNotFit(Conflict):
    """The image is for another vendor or model, or replaces other versions."""

    code = "conflict.firmware_image_does_not_fit"


class ImageHasNoChecksum(Conflict):
    """Only a file that we have can be published: its checksum is asked for."""

    code = "conflict.firmware_image_no_checksum"


class UpdateOver(Conflict):
    """The update has ended."""

    code = "conflict.firmware_update_over"


class NotPublished(Conflict):
    """The station does not offer this image."""

    code = "conflict.firmware_not_published"


class CampaignCannot(Conflict):
    """The campaign is not where this would follow."""

    code = "conflict.firmware_campaign_state"


class CampaignEmpty(Conflict):
    """No station is meant."""

    code = "conflict.firmware_campaign_empty"


class LogOver(Conflict):
    """The request has ended."""

    code = "conflict.station_log_over"


class FilesUnreachable(Conflict):
    """Nobody has said at which address stations reach us for files."""

    code = "conflict.station_files_unreachable"
