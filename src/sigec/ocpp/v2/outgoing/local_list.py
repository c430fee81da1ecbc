"""The local authorization list of OCPP 2.0.1 (block D)."""

from sigec.ocpp.messages import v201
from sigec.ocpp.v2.incoming.authorization import GROUP_LENGTH_MAX
from sigec.stations.model import AskLocalListVersion, ListedToken, SendLocalList


def send_local_list(command: SendLocalList) -> tuple[str, v201.SendLocalListRequest]:
    """Send a list, or changes to one; an entry without idTokenInfo is taken off."""
    kind = v201.UpdateEnumType
    return "SendLocalList", v201.SendLocalListRequest(
        version_number=command.version,
        update_type=kind.FULL if command.is_full else kind.DIFFERENTIAL,
        local_authorization_list=[_entry(each) for each in command.tokens] or None,
    )


def ask_local_list_version(
    _: AskLocalListVersion,
) -> tuple[str, v201.GetLocalListVersionRequest]:
    """Ask which version the list has."""
    return "GetLocalListVersion", v201.GetLocalListVersionRequest()


def id_token(value: str, kind: str) -> v201.IdTokenType:
    """Return a token as 2.0.1 writes it; what only 2.1 knows by its kind is central here."""
    known = {each.value: each for each in v201.IdTokenEnumType}
    return v201.IdTokenType(id_token=value, type=known.get(kind, v201.IdTokenEnumType.CENTRAL))


def _entry(token: ListedToken) -> v201.AuthorizationData:
    return v201.AuthorizationData(
        id_token=id_token(token.id_token, token.id_token_kind), id_token_info=_info(token)
    )


def _info(token: ListedToken) -> v201.IdTokenInfoType | None:
    if token.status is None:
        return None
    group = token.group if token.group and len(token.group) <= GROUP_LENGTH_MAX else None
    return v201.IdTokenInfoType(
        status=v201.AuthorizationStatusEnumType(token.status),
        cache_expiry_date_time=token.expires_at,
        group_id_token=id_token(group, "Central") if group else None,
    )
