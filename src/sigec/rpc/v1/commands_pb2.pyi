from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Order(_message.Message):
    __slots__ = ("reason", "idempotency_key")
    REASON_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    reason: str
    idempotency_key: str
    def __init__(self, reason: _Optional[str] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class StartRequest(_message.Message):
    __slots__ = ("station_id", "evse", "connector", "id_token", "id_token_type", "person_id", "order")
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    EVSE_FIELD_NUMBER: _ClassVar[int]
    CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ID_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ID_TOKEN_TYPE_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    evse: int
    connector: int
    id_token: str
    id_token_type: str
    person_id: str
    order: Order
    def __init__(self, station_id: _Optional[str] = ..., evse: _Optional[int] = ..., connector: _Optional[int] = ..., id_token: _Optional[str] = ..., id_token_type: _Optional[str] = ..., person_id: _Optional[str] = ..., order: _Optional[_Union[Order, _Mapping]] = ...) -> None: ...

class StopRequest(_message.Message):
    __slots__ = ("session_id", "order")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    order: Order
    def __init__(self, session_id: _Optional[str] = ..., order: _Optional[_Union[Order, _Mapping]] = ...) -> None: ...

class UnlockRequest(_message.Message):
    __slots__ = ("station_id", "connector", "evse", "order")
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    EVSE_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    connector: int
    evse: int
    order: Order
    def __init__(self, station_id: _Optional[str] = ..., connector: _Optional[int] = ..., evse: _Optional[int] = ..., order: _Optional[_Union[Order, _Mapping]] = ...) -> None: ...

class ResetRequest(_message.Message):
    __slots__ = ("station_id", "hard", "evse", "order")
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    HARD_FIELD_NUMBER: _ClassVar[int]
    EVSE_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    hard: bool
    evse: int
    order: Order
    def __init__(self, station_id: _Optional[str] = ..., hard: _Optional[bool] = ..., evse: _Optional[int] = ..., order: _Optional[_Union[Order, _Mapping]] = ...) -> None: ...

class TriggerRequest(_message.Message):
    __slots__ = ("station_id", "message", "evse", "connector", "order")
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    EVSE_FIELD_NUMBER: _ClassVar[int]
    CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    message: str
    evse: int
    connector: int
    order: Order
    def __init__(self, station_id: _Optional[str] = ..., message: _Optional[str] = ..., evse: _Optional[int] = ..., connector: _Optional[int] = ..., order: _Optional[_Union[Order, _Mapping]] = ...) -> None: ...

class SetAvailabilityRequest(_message.Message):
    __slots__ = ("station_id", "operative", "evse", "connector", "order")
    STATION_ID_FIELD_NUMBER: _ClassVar[int]
    OPERATIVE_FIELD_NUMBER: _ClassVar[int]
    EVSE_FIELD_NUMBER: _ClassVar[int]
    CONNECTOR_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    station_id: str
    operative: bool
    evse: int
    connector: int
    order: Order
    def __init__(self, station_id: _Optional[str] = ..., operative: _Optional[bool] = ..., evse: _Optional[int] = ..., connector: _Optional[int] = ..., order: _Optional[_Union[Order, _Mapping]] = ...) -> None: ...

class CommandResult(_message.Message):
    __slots__ = ("command_id", "status", "answer")
    COMMAND_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    command_id: str
    status: str
    answer: _struct_pb2.Struct
    def __init__(self, command_id: _Optional[str] = ..., status: _Optional[str] = ..., answer: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...
