"""The generated types say what the official schemas say."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from sigec.ocpp.messages import v16, v21, v201

MODULES = {"v16": v16, "v201": v201, "v21": v21}


def schemas(package: str) -> dict[str, dict[str, Any]]:
    spec = importlib.util.find_spec("ocpp")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / package / "schemas"
    return {file.stem: json.loads(file.read_text("utf-8-sig")) for file in folder.glob("*.json")}


def type_of(module: ModuleType, stem: str) -> type[Struct]:
    name = stem if stem.endswith(("Request", "Response")) else f"{stem}Request"
    kind: type[Struct] = getattr(module, name)
    assert issubclass(kind, Struct)
    return kind


@pytest.mark.parametrize("package", MODULES)
def test_every_message_has_the_fields_of_its_schema(package: str) -> None:
    for stem, schema in schemas(package).items():
        fields = msgspec.structs.fields(type_of(MODULES[package], stem))
        names = {field.encode_name for field in fields}
        required = {field.encode_name for field in fields if field.required}
        assert names == set(schema.get("properties", {})), stem
        assert required == set(schema.get("required", [])), stem


@pytest.mark.parametrize("package", MODULES)
def test_every_message_has_a_decoder_and_a_direction(package: str) -> None:
    for name, action in MODULES[package].ACTIONS.items():
        assert action.from_station or action.to_station, name
        for kind in (action.request, action.response):
            if kind is not None:
                msgspec.json.Decoder(kind)


def test_an_unknown_field_is_refused_and_absent_ones_are_not_written() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"vendorId":"V","x":1}', type=v16.DataTransferRequest)
    assert msgspec.json.encode(v16.DataTransferRequest(vendor_id="V")) == b'{"vendorId":"V"}'


def test_vendors_may_add_to_custom_data() -> None:
    payload = b'{"customData":{"vendorId":"V","x":1}}'
    request = msgspec.json.decode(payload, type=v201.HeartbeatRequest)
    assert request.custom_data == v201.CustomDataType(vendor_id="V")
