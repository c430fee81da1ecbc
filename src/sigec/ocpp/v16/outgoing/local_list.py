"""The local authorization list of OCPP 1.6."""

from sigec.ocpp.messages import v16
from sigec.stations.model import AskLocalListVersion, ListedToken, SendLocalList

ID_TAG_LENGTH_MAX = 20


def send_local_list(command: SendLocalList) -> tuple[str, v16.SendLocalListRequest]:
    """Send a list, or changes to one; an entry without idTagInfo is taken off."""
    kind = v16.UpdateType
    return "SendLocalList", v16.SendLocalListRequest(
        list_version=command.version,
        update_type=kind.FULL if command.is_full else kind.DIFFERENTIAL,
        local_authorization_list=[_entry(each) for each in command.tokens] or None,
    )


def ask_local_list_version(
    _: AskLocalListVersion,
) -> tuple[str, v16.GetLocalListVersionRequest]:
    """Ask which version the list has."""
    return "GetLocalListVersion", v16.GetLocalListVersionRequest()


def _entry(token: ListedToken) -> v16.AuthorizationData:
    return v16.AuthorizationData(id_tag=token.id_token, id_tag_info=_info(token))


def _info(token: ListedToken) -> v16.IdTagInfo | None:
    """Say what is decided in the words of 1.6, which knows fewer."""
    if token.status is None:
        return None
    known = {each.value: each for each in v16.AuthorizationStatus}
    group = token.group if token.group and len(token.group) <= ID_TAG_LENGTH_MAX else None
    return v16.IdTagInfo(
        status=known.get(token.status, v16.AuthorizationStatus.INVALID),
        expiry_date=token.expires_at,
        parent_id_tag=group,
    )
