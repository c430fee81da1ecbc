"""Our commands as 2.1 says them: as 2.0.1, where that has the words and room."""

from msgspec import Struct

from sigec.ocpp.messages import v21
from sigec.ocpp.v2.incoming.authorization import GROUP_LENGTH_MAX
from sigec.ocpp.v2.outgoing import commands as v2
from sigec.ocpp.v2.outgoing.smart_charging import limited
from sigec.ocpp.v21.outgoing import smart_charging
from sigec.stations.model import (
    STATION_RETRIES,
    STATION_RETRY_INTERVAL_S,
    DeliverCertificate,
    GetLog,
    InstallCertificate,
    ListedToken,
    LogKind,
    NeutralCommand,
    SendLocalList,
    StartCharging,
    Trigger,
)


def encode(command: NeutralCommand) -> tuple[str, Struct] | None:
    """Return the action and its request, ``None`` when 2.1 has no words for the command."""
    match command:
        case StartCharging():
            said = limited("RequestStartTransaction", _start(command), command.profile)
        case SendLocalList():
            said = "SendLocalList", _send_local_list(command)
        case DeliverCertificate():
            said = "CertificateSigned", _deliver(command)
        case InstallCertificate() if command.kind.value in set(v21.InstallCertificateUseEnumType):
            said = "InstallCertificate", _install(command)
        case Trigger(message="SignV2G20Certificate"):
            wanted = v21.MessageTriggerEnumType.SIGN_V2_G20_CERTIFICATE
            said = "TriggerMessage", v21.TriggerMessageRequest(requested_message=wanted)
        case GetLog(kind=LogKind.DATA_COLLECTOR):
            said = "GetLog", _get_log(command)
        case _:
            say = smart_charging.WORDS.get(type(command))
            said = v2.encode(command) if say is None else say(command)
    return said


def _deliver(command: DeliverCertificate) -> v21.CertificateSignedRequest:
    return v21.CertificateSignedRequest(
        certificate_chain=command.chain,
        certificate_type=v21.CertificateSigningUseEnumType(command.use),
        request_id=command.signing_request_id,
    )


def _install(command: InstallCertificate) -> v21.InstallCertificateRequest:
    return v21.InstallCertificateRequest(
        certificate_type=v21.InstallCertificateUseEnumType(command.kind.value),
        certificate=command.certificate,
    )


def _start(command: StartCharging) -> v21.RequestStartTransactionRequest:
    return v21.RequestStartTransactionRequest(
        id_token=_id_token(command.id_token, command.id_token_kind),
        remote_start_id=command.remote_start_id,
        evse_id=command.evse,
    )


def _send_local_list(command: SendLocalList) -> v21.SendLocalListRequest:
    kind = v21.UpdateEnumType
    return v21.SendLocalListRequest(
        version_number=command.version,
        update_type=kind.FULL if command.is_full else kind.DIFFERENTIAL,
        local_authorization_list=[_entry(each) for each in command.tokens] or None,
    )


def _get_log(command: GetLog) -> v21.GetLogRequest:
    return v21.GetLogRequest(
        log_type=v21.LogEnumType.DATA_COLLECTOR_LOG,
        request_id=command.request_id,
        retries=STATION_RETRIES,
        retry_interval=STATION_RETRY_INTERVAL_S,
        log=v21.LogParametersType(
            remote_location=command.location,
            oldest_timestamp=command.from_at,
            latest_timestamp=command.to_at,
        ),
    )


def _id_token(value: str, kind: str) -> v21.IdTokenType:
    return v21.IdTokenType(id_token=value, type=kind)


def _entry(token: ListedToken) -> v21.AuthorizationData:
    return v21.AuthorizationData(
        id_token=_id_token(token.id_token, token.id_token_kind), id_token_info=_info(token)
    )


def _info(token: ListedToken) -> v21.IdTokenInfoType | None:
    if token.status is None:
        return None
    group = token.group if token.group and len(token.group) <= GROUP_LENGTH_MAX else None
    return v21.IdTokenInfoType(
        status=v21.AuthorizationStatusEnumType(token.status),
        cache_expiry_date_time=token.expires_at,
        group_id_token=_id_token(group, "Central") if group else None,
    )
