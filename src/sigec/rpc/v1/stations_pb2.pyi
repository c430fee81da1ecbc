import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListStationsRequest(_message.Message):
    __slots__ = ("limit", "cursor", "site_id", "ocpp_identity")
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    SITE_ID_FIELD_NUMBER: _ClassVar[int]
    OCPP_IDENTITY_FIELD_NUMBER: _ClassVar[int]
    limit: int
    cursor: str
    site_id: str
    ocpp_identity: str
    def __init__(self, limit: _Optional[int] = ..., cursor: _Optional[str] = ..., site_id: _Optional[str] = ..., ocpp_identity: _Optional[str] = ...) -> None: ...

class ListStationsResponse(_message.Message):
    __slots__ = ("stations", "next_cursor")
    STATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    stations: _containers.RepeatedCompositeFieldContainer[Station]
    next_cursor: str
    def __init__(self, stations: _Optional[_Iterable[_Union[Station, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class GetStationRequest(_message.Message):
    __slots__ = ("station_id",)
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    def __init__(self, station_id: _Optional[str] = ...) -> None: ...

class Station(_message.Message):
    __slots__ = ("id", "name", "site_id", "ocpp_identity", "registration", "online", "ocpp_version", "vendor", "model", "serial_number", "firmware_version", "ocpp_status", "error_code", "last_seen_at", "created_at", "bay")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SITE_ID_FIELD_NUMBER: _ClassVar[int]
    OCPP_IDENTITY_FIELD_NUMBER: _ClassVar[int]
    REGISTRATION_FIELD_NUMBER: _ClassVar[int]
    ONLINE_FIELD_NUMBER: _ClassVar[int]
    OCPP_VERSION_FIELD_NUMBER: _ClassVar[int]
    VENDOR_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    SERIAL_NUMBER_FIELD_NUMBER: _ClassVar[int]
    FIRMWARE_VERSION_FIELD_NUMBER: _ClassVar[int]
    OCPP_STATUS_FIELD_NUMBER: _ClassVar[int]
    ERROR_CODE_FIELD_NUMBER: _ClassVar[int]
    LAST_SEEN_AT_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    BAY_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    site_id: str
    ocpp_identity: str
    registration: str
    online: bool
    ocpp_version: str
    vendor: str
    model: str
    serial_number: str
    firmware_version: str
    ocpp_status: str
    error_code: str
    last_seen_at: _timestamp_pb2.Timestamp
    created_at: _timestamp_pb2.Timestamp
    bay: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., site_id: _Optional[str] = ..., ocpp_identity: _Optional[str] = ..., registration: _Optional[str] = ..., online: _Optional[bool] = ..., ocpp_version: _Optional[str] = ..., vendor: _Optional[str] = ..., model: _Optional[str] = ..., serial_number: _Optional[str] = ..., firmware_version: _Optional[str] = ..., ocpp_status: _Optional[str] = ..., error_code: _Optional[str] = ..., last_seen_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., bay: _Optional[str] = ...) -> None: ...

class ListConnectorsRequest(_message.Message):
    __slots__ = ("station_id",)
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    def __init__(self, station_id: _Optional[str] = ...) -> None: ...

class ListConnectorsResponse(_message.Message):
    __slots__ = ("connectors",)
    CONNECTORS_FIELD_NUMBER: _ClassVar[int]
    connectors: _containers.RepeatedCompositeFieldContainer[Connector]
    def __init__(self, connectors: _Optional[_Iterable[_Union[Connector, _Mapping]]] = ...) -> None: ...

class Connector(_message.Message):
    __slots__ = ("id", "station_id", "evse", "connector", "ocpp_status", "error_code", "status_at", "type", "power_max_w")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    EVSE_FIELD_NUMBER: _ClassVar[int]
    CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    OCPP_STATUS_FIELD_NUMBER: _ClassVar[int]
    ERROR_CODE_FIELD_NUMBER: _ClassVar[int]
    STATUS_AT_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    POWER_MAX_W_FIELD_NUMBER: _ClassVar[int]
    id: str
    station_id: str
    evse: int
    connector: int
    ocpp_status: str
    error_code: str
    status_at: _timestamp_pb2.Timestamp
    type: str
    power_max_w: int
    def __init__(self, id: _Optional[str] = ..., station_id: _Optional[str] = ..., evse: _Optional[int] = ..., connector: _Optional[int] = ..., ocpp_status: _Optional[str] = ..., error_code: _Optional[str] = ..., status_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., type: _Optional[str] = ..., power_max_w: _Optional[int] = ...) -> None: ...
