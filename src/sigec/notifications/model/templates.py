"""Texts with ``{{variables}}``: what may stand in them, and what becomes of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sigec.kit.errors import FieldError
from sigec.kit.ids import TenantId
from sigec.notifications.model.formats import Reader
from sigec.notifications.model.kinds import RULES, Kind
from sigec.notifications.model.values import Value
from sigec.tenants.model import Language

SUBJECT_LENGTH_MAX = 150
TEXT_LENGTH_MAX = 2_000
_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The words of a kind in a language; ``version`` 0 is ours."""

    kind: Kind
    language: Language
    subject: str
    text: str
    tenant_id: TenantId | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a reader reads."""

    subject: str
    text: str


def faults_of_template(template: Template) -> tuple[FieldError, ...]:
    """Name every field with a variable that its kind does not have, or with a lonely brace."""
    return tuple(
        fault
        for field, text in (("subject", template.subject), ("text", template.text))
        for fault in _faults(field, text, template.kind)
    )


def render(template: Template, values: Mapping[str, Value], reader: Reader) -> Wording:
    """Fill a template in for a reader; a unit that stands beside a variable is printed once."""
    return Wording(
        subject=" ".join(_fill(template.subject, values, reader).split()),
        text=_fill(template.text, values, reader).strip(),
    )


def _fill(text: str, values: Mapping[str, Value], reader: Reader) -> str:
    def written(match: re.Match[str]) -> str:
        value = values.get(match[1])
        before, after = text[: match.start()], text[match.end() :]
        return reader.write(value, before=before, after=after)

    return _VARIABLE.sub(written, text)


def _faults(field: str, text: str, kind: Kind) -> Iterator[FieldError]:
    known = RULES[kind].variables
    for name in dict.fromkeys(_VARIABLE.findall(text)):
        if name not in known:
            params = (("variable", name), ("known", ", ".join(known)))
            yield FieldError(field=field, code="field.template_variable", params=params)
    if _BRACES.search(_VARIABLE.sub("", text)):
        yield FieldError(field=field, code="field.template_braces")
