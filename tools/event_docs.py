"""Write docs/events.md from the catalogue of events, and note in a list what was published.

The list only grows: what other programs may rely on cannot be taken away by running this again.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sigec.events.descriptions import schema_of
from sigec.events.telling import watched_topic
from sigec.rest.event_views import Told, everything_told

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "events.md"
PUBLISHED = ROOT / "tests" / "unit" / "events" / "published.json"

Published = dict[str, dict[str, Any]]
"""Event → its version, the schema of each field, and those fields that are never left out."""

_HEAD = """\
# Events

*Written by `make events` from the code; do not edit.*

What happens is told to other programs in one form, whichever way they listen:

| Way | For |
|---|---|
| [webhooks](webhooks.md) | servers with an address of their own |
| [SSE and WebSocket](streams.md#sse-and-websocket) | programs and browsers that come to us |
| [JetStream](streams.md#jetstream) | many consumers inside an installation |
| [MQTT](streams.md#mqtt) | Home Assistant and other automation, which is told states, too |

A message is one JSON object:

| Field | Is |
|---|---|
| `id` | the event's, by which a repeat is told; it grows with time |
| `type` | what happened; webhooks may ask for some by another name |
| `version` | of this type: fields are only added; it goes up if one changes its meaning |
| `at` | when it happened, by the clock of the station or source |
| `data` | what the tables below say |

Ignore fields that you do not know. Energy is in Wh, power in W, money in minor units (cents) beside
its currency, instants are RFC 3339 in UTC. `GET /api/v1/events/catalogue` gives the same list with
its schemas, in Portuguese or English.
"""


def main() -> None:
    """Write both."""
    PAGE.write_text(page(), encoding="utf-8")
    known = json.loads(PUBLISHED.read_text()) if PUBLISHED.exists() else {}
    PUBLISHED.write_text(json.dumps(merged(known, published()), indent=1, sort_keys=True) + "\n")


def page() -> str:
    """Return the page as it is to be."""
    return "\n".join([_HEAD, *(line for told in everything_told() for line in _section(told))])


def published() -> Published:
    """Return what other programs may rely on."""
    found = {}
    for told in everything_told():
        schema = schema_of(told.data)
        found[told.name] = {
            "version": told.version,
            "fields": {name: _without_default(each) for name, each in schema["properties"].items()},
            "always": sorted(schema["required"]),
        }
    return found


def merged(known: Published, now: Published) -> Published:
    """Add what is new to what was published before, unless a new version replaces it."""
    return now | {
        name: before | {"fields": now.get(name, before)["fields"] | before["fields"]}
        for name, before in known.items()
        if before["version"] == now.get(name, before)["version"]
    }


def _section(told: Told) -> Iterator[str]:
    topic = watched_topic(told.name)
    others = [name for name in told.webhook_topics if name != told.name]
    schema = schema_of(told.data)
    yield f"## {told.name}\n"
    for language in ("pt-BR", "en"):
        text = told.text(language)
        yield f"* **{text.title}** ({language}): {text.detail}"
    yield f"* Version {told.version}."
    yield f"* Watched live under `{topic}`." if topic else "* Not shown by the live streams."
    if others:
        yield f"* Webhooks may ask for it as {', '.join(f'`{name}`' for name in others)}."
    yield "\n| Field | Type | |\n|---|---|---|"
    for name, field in schema["properties"].items():
        yield f"| `{name}` | {_type_of(field, schema)} | {_presence(name, schema)} |"
    yield f"\n```json\n{json.dumps(told.example(), indent=2, ensure_ascii=False)}\n```"
    yield f"\nSchema of `data`:\n\n```json\n{json.dumps(schema, ensure_ascii=False)}\n```\n"


def _type_of(field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return _type_of(schema["$defs"][field["$ref"].rpartition("/")[2]], schema)
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(_type_of(each, schema) for each in field["anyOf"])
    return str(field.get("format", field["type"]))


def _presence(name: str, schema: Mapping[str, Any]) -> str:
    return "always there" if name in schema["required"] else "may be missing"


def _without_default(field: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in field.items() if name != "default"}


if __name__ == "__main__":
    main()
