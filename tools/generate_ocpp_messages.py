"""Generates `sigec.ocpp.messages` from the OCA schemas inside the PyPI package `ocpp`.

Run `python tools/generate_ocpp_messages.py` to write the modules, `--check` to compare only (exit 1
when one differs). The package is a build input: nothing of it is imported when the platform runs,
and the descriptions in the schemas are not copied.
"""

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ocpp_directions import FROM_STATION, TO_STATION

Schema = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = ROOT / "src" / "sigec" / "ocpp" / "messages"
VERSIONS = {"v16": "1.6", "v201": "2.0.1", "v21": "2.1"}
NOT_COPIED = frozenset({"$schema", "$id", "title", "comment", "description", "javaType", "default"})

# OCPP 1.6 writes its types inline; these are the names its specification gives them.
# Others: a `status` is called after its message (`ResetStatus`).
NAMES_16 = {
    "idTagInfo": "IdTagInfo",
    "IdTagInfo.status": "AuthorizationStatus",
    "BootNotificationResponse.status": "RegistrationStatus",
    "RemoteStartTransactionResponse.status": "RemoteStartStopStatus",
    "RemoteStopTransactionResponse.status": "RemoteStartStopStatus",
    "StatusNotificationRequest.status": "ChargePointStatus",
    "StatusNotificationRequest.errorCode": "ChargePointErrorCode",
    "ChangeConfigurationResponse.status": "ConfigurationStatus",
    "ChangeAvailabilityRequest.type": "AvailabilityType",
    "ChangeAvailabilityResponse.status": "AvailabilityStatus",
    "ReserveNowResponse.status": "ReservationStatus",
    "SendLocalListResponse.status": "UpdateStatus",
    "SendLocalListRequest.updateType": "UpdateType",
    "SetChargingProfileResponse.status": "ChargingProfileStatus",
    "TriggerMessageRequest.requestedMessage": "MessageTrigger",
    "UnlockConnectorResponse.status": "UnlockStatus",
    "ResetRequest.type": "ResetType",
    "StopTransactionRequest.reason": "Reason",
    "chargingProfile": "ChargingProfile",
    "csChargingProfiles": "ChargingProfile",
    "chargingSchedule": "ChargingSchedule",
    "chargingSchedulePeriod": "ChargingSchedulePeriod",
    "chargingProfilePurpose": "ChargingProfilePurposeType",
    "chargingProfileKind": "ChargingProfileKindType",
    "recurrencyKind": "RecurrencyKindType",
    "chargingRateUnit": "ChargingRateUnitType",
    "configurationKey": "KeyValue",
    "localAuthorizationList": "AuthorizationData",
    "meterValue": "MeterValue",
    "transactionData": "MeterValue",
    "sampledValue": "SampledValue",
    "context": "ReadingContext",
    "format": "ValueFormat",
    "measurand": "Measurand",
    "phase": "Phase",
    "location": "Location",
    "unit": "UnitOfMeasure",
}


def main() -> int:
    """Write the modules, or compare them with `--check`."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="compare, write nothing")
    check = arguments.parse_args().check
    stale = []
    for package, version in VERSIONS.items():
        target = MESSAGES / f"{package}.py"
        source = generate(package, version)
        if check and (not target.exists() or target.read_text() != source):
            stale.append(target.name)
        elif not check:
            target.write_text(source)
    if stale:
        print(f"out of date: {', '.join(stale)}; run tools/generate_ocpp_messages.py")
    return 1 if stale else 0


def generate(package: str, version: str) -> str:
    """Return the source of one version's module."""
    definitions = read_definitions(package)
    source = tidy(run_generator(definitions), version)
    return format_source(source + action_table(package, definitions))


def read_definitions(package: str) -> dict[str, Schema]:
    """Return every type of a version in one table: the shared ones, then requests and responses."""
    spec = importlib.util.find_spec("ocpp")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / package / "schemas"
    shared: dict[str, Schema] = {}
    messages: dict[str, Schema] = {}
    for file in sorted(folder.glob("*.json")):
        schema = strip(json.loads(file.read_text("utf-8-sig")))
        for name, definition in schema.pop("definitions", {}).items():
            if shared.setdefault(name, definition) != definition:
                raise ValueError(f"{package}: two shapes of {name}")
        name = file.stem if file.stem.endswith(("Request", "Response")) else f"{file.stem}Request"
        messages[name] = schema
    if package == "v16":
        for name, schema in messages.items():
            hoist(schema, name, shared)
    return shared | messages


def strip(schema: Any) -> Any:
    """Return a schema without prose and without defaults: absent stays absent."""
    if isinstance(schema, list):
        return [strip(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "properties" in schema:
        properties = {name: strip(child) for name, child in schema["properties"].items()}
        rest = {key: value for key, value in schema.items() if key != "properties"}
        return strip(rest) | {"properties": properties}
    return {key: strip(value) for key, value in schema.items() if key not in NOT_COPIED}


def hoist(schema: Schema, owner: str, shared: dict[str, Schema]) -> None:
    """Move the inline objects and enums of a 1.6 message to the shared table, by their name."""
    for key, child in schema.get("properties", {}).items():
        holder = child if child.get("type") == "array" else schema["properties"]
        slot = "items" if holder is child else key
        inline = holder[slot]
        if inline.get("type") != "object" and "enum" not in inline:
            continue
        name = name_16(owner, key)
        hoist(inline, name, shared)
        known = shared.setdefault(name, inline)
        if len(inline.get("enum", [])) > len(known.get("enum", [])):
            shared[name] = inline
        holder[slot] = {"$ref": f"#/definitions/{name}"}


def name_16(owner: str, key: str) -> str:
    """Return the type's name in OCPP 1.6's specification."""
    name = NAMES_16.get(f"{owner}.{key}") or NAMES_16.get(key)
    if name is None and key == "status":
        name = re.sub(r"(Status)?(Notification)?(Request|Response)$", "Status", owner)
    if name is None:
        raise ValueError(f"no name for {owner}.{key}")
    return name


def run_generator(definitions: dict[str, Schema]) -> str:
    """Return what datamodel-code-generator makes of the bundle."""
    bundle = {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions}
    base = "sigec.ocpp.messages.base"
    with tempfile.TemporaryDirectory() as folder:
        schema, output = Path(folder) / "bundle.json", Path(folder) / "messages.py"
        schema.write_text(json.dumps(bundle))
        run(
            "datamodel_code_generator",
            *("--input", str(schema), "--input-file-type", "jsonschema", "--output", str(output)),
            *("--output-model-type", "msgspec.Struct", "--target-python-version", "3.11"),
            *("--base-class", f"{base}.Strict"),
            *("--base-class-map", json.dumps({"CustomDataType": f"{base}.Open"})),
            *("--snake-case-field", "--use-annotated", "--use-standard-collections"),
            *("--keyword-only", "--use-union-operator", "--use-specialized-enum"),
            *("--capitalise-enum-members", "--output-datetime-class", "datetime"),
            *("--disable-timestamp", "--no-formatters"),
        )
        return output.read_text()


def tidy(source: str, version: str) -> str:
    """Return the module in our form: absent is None, camelCase names come from the base class."""
    source = source[source.index("from __future__") :]
    source = re.sub(r"^Model: TypeAlias = .*$", "", source, flags=re.MULTILINE)
    source = re.sub(r"^from (datetime|sigec.*) import .*$", "", source, flags=re.MULTILINE)
    source = re.sub(r"\bdatetime\b", "Instant", source)
    source = re.sub(r"(?<!Annotated\[)\bint\b", "Integer", source)
    source = source.replace(", kw_only=True):", ", frozen=True, kw_only=True):")
    source = source.replace(" | UnsetType", " | None").replace("= UNSET", "= None")
    source = source.replace("default=UNSET", "default=None")
    source = re.sub(r"^    (\w+): (.*?) = field\((.*)\)$", plain_field, source, flags=re.MULTILINE)
    future, _, body = source.partition("\n")
    heading = f'"""OCPP {version}: every message as a strict type (generated, do not edit)."""'
    base = "from sigec.ocpp.messages.base import Action, Instant, Integer, Open, Strict"
    return f"{heading}\n{future}\n{base}\n{body}"


def plain_field(match: re.Match[str]) -> str:
    """Return a field without its wire name when the base class's renaming gives the same."""
    name, kind, arguments = match.groups()
    found = re.search(r"name='(\w+)'|name=\"(\w+)\"", arguments)
    assert found is not None, arguments
    if camel(name) != (found[1] or found[2]):
        return match[0]
    return f"    {name}: {kind} = None" if "default=None" in arguments else f"    {name}: {kind}"


def camel(name: str) -> str:
    """Return the wire name that msgspec's `rename="camel"` makes of a field."""
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def action_table(package: str, definitions: dict[str, Schema]) -> str:
    """Return the table of actions with their types and directions."""
    return "\nACTIONS: dict[str, Action] = {\n" + "".join(rows(package, definitions)) + "}\n"


def rows(package: str, definitions: dict[str, Schema]) -> Iterator[str]:
    """Yield the table's rows; every schema must have a direction, every direction a schema."""
    actions = {name.removesuffix("Request") for name in definitions if name.endswith("Request")}
    directed = FROM_STATION[package] | TO_STATION[package]
    if actions != directed:
        raise ValueError(f"{package}: schemas and directions differ: {actions ^ directed}")
    for action in sorted(actions):
        response = f"{action}Response" if f"{action}Response" in definitions else "None"
        yield (
            f'    "{action}": Action({action}Request, {response}, '
            f"from_station={action in FROM_STATION[package]}, "
            f"to_station={action in TO_STATION[package]}),\n"
        )


def format_source(source: str) -> str:
    """Return the source as the repository's formatter and import sorter leave it."""
    with tempfile.TemporaryDirectory(dir=ROOT / "tools") as folder:
        file = Path(folder) / "messages.py"
        file.write_text(source)
        run("ruff", "check", "--quiet", "--fix", "--select", "I,F401,UP", str(file))
        run("ruff", "format", "--quiet", str(file))
        return file.read_text()


def run(module: str, *arguments: str) -> None:
    """Run a Python tool; its warning that multipleOf is dropped is known (dependencies.md)."""
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
