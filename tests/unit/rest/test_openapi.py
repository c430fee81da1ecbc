"""The document that programs are generated from."""

from typing import Any
from unittest.mock import Mock

import pytest

from sigec.rest.app import create_api


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_api(Mock()).openapi()


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for item in document["paths"].values() for operation in item.values()]


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")


def test_operations_are_named_once_and_plainly(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(document)]

    assert len(names) == len(set(names))
    assert all(name.replace("_", "").isalpha() and name.islower() for name in names)


def test_operations_say_what_they_do(document: dict[str, Any]) -> None:
    assert [each["operationId"] for each in operations(document) if not each["description"]] == []


def test_every_operation_of_the_interface_may_answer_a_problem(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        if path.startswith("/api/"):
            for operation in item.values():
                content = operation["responses"]["default"]["content"]
                assert content.keys() == {"application/problem+json"}
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(value: object) -> set[str]:
        match value:
            case {"$ref": str(reference)}:
                return {reference.rpartition("/")[2]}
            case dict():
                return set().union(*map(references, value.values()))
            case list():
                return set().union(*map(references, value))
            case _:
                return set()

    assert references(document) <= document["components"]["schemas"].keys()


def test_schemas_have_plain_names_and_say_what_they_are(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        assert name.isalnum(), name
        assert schema.get("description"), name
