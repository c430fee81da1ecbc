"""What people read: every default template is whole, numbers are theirs, a unit is said once."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sigec.kit.money import Money
from sigec.notifications.model import (
    RULES,
    Alert,
    Kind,
    Reader,
    Template,
    VariableType,
    alert_values,
    catalogue,
    default_template,
    faults_of_template,
    lay_out,
    render,
    sample_values,
    summary_values,
    value_of,
    values_of,
)
from sigec.stations.model import IncidentKind
from sigec.tenants.model import Language

AT = datetime(2026, 11, 28, 21, 15, tzinfo=UTC)
PT = Reader(language=Language.PT_BR, zone=ZoneInfo("America/Sao_Paulo"))
EN = Reader(language=Language.EN, zone=ZoneInfo("America/Sao_Paulo"))
ENDED = values_of(
    Kind.CHARGING_ENDED,
    name="Ana",
    station="Garagem 1",
    energy=11_400,
    duration=timedelta(hours=2, minutes=5),
    cost=Money.from_minor(123_456, "BRL"),
)


def written(text: str, reader: Reader = PT) -> str:
    template = Template(kind=Kind.CHARGING_ENDED, language=reader.language, subject="x", text=text)
    return render(template, ENDED, reader).text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_our_own_words_are_whole(kind: Kind, language: Language) -> None:
    template = default_template(kind, language)
    assert faults_of_template(template) == ()
    reader = PT if language is Language.PT_BR else EN
    words = render(template, sample_values(kind, at=AT, currency="BRL"), reader)
    assert "{" not in words.subject + words.text
    assert words.subject
    assert words.text


def test_both_catalogues_have_the_same_words() -> None:
    def paths(node: object, prefix: str = "") -> set[str]:
        if not isinstance(node, dict):
            return {prefix}
        return {path for name, each in node.items() for path in paths(each, f"{prefix}/{name}")}

    portuguese, english = catalogue(Language.PT_BR), catalogue(Language.EN)
    assert paths(portuguese) == paths(english)
    assert portuguese["alert"].keys() >= {kind.value for kind in IncidentKind}


def test_numbers_are_written_for_their_reader() -> None:
    text = "{{energy}}, {{duration}}, {{cost}}"
    assert written(text) == "11,40 kWh, 2 h 05 min, R$ 1.234,56"
    assert written(text, EN) == "11.40 kWh, 2 h 05 min, R$1,234.56"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{energy}} kWh", "11,40 kWh"),
        ("{{energy}}kWh", "11,40kWh"),
        ("{{ energy }} kwh!", "11,40 kwh!"),
        ("R$ {{cost}}", "R$ 1.234,56"),
        ("BRL {{cost}}", "BRL 1.234,56"),
        ("{{duration}} min", "125 min"),
        ("{{duration}} minutos", "125 minutos"),
        ("{{energy}} e {{energy}} kWh", "11,40 kWh e 11,40 kWh"),
    ],
)
def test_a_unit_is_printed_once(text: str, expected: str) -> None:
    assert written(text) == expected


def test_instants_are_local_and_days_short() -> None:
    instant = value_of(VariableType.INSTANT, AT)
    assert PT.write(instant) == "28/11 às 18:15"
    assert EN.write(instant) == "28 Nov, 18:15"


def test_what_nobody_knows_is_said_in_words() -> None:
    unknown = values_of(Kind.CHARGING_ENDED, name="Ana", station="Garagem 1")
    template = default_template(Kind.CHARGING_ENDED, Language.PT_BR)
    assert "Valor: sem tarifa" in render(template, unknown, PT).text


def test_reasons_and_causes_are_words_and_unknown_ones_stay_as_they_are() -> None:
    assert PT.write(value_of(VariableType.REASON, "PowerLoss")) == "falta de energia"
    assert EN.write(value_of(VariableType.ERROR_CODE, "GroundFailure")) == "ground failure"
    assert PT.write(value_of(VariableType.REASON, "Vendor17")) == "Vendor17"


def test_a_name_with_braces_is_only_a_name() -> None:
    values = values_of(Kind.STATION_FREE, name="{{station}}", station="G1")
    template = Template(
        kind=Kind.STATION_FREE, language=Language.EN, subject="x", text="{{name}}: {{station}}"
    )
    assert render(template, values, EN).text == "{{station}}: G1"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{phone}}", ["field.template_variable"]),
        ("{{}}", ["field.template_variable"]),
        ("{{name", ["field.template_braces"]),
        ("name}}", ["field.template_braces"]),
        ("{{{name}}}", []),
        ("{{name}} {curly}", []),
    ],
)
def test_what_a_template_may_not_hold_is_named(text: str, codes: list[str]) -> None:
    template = Template(kind=Kind.FAULT, language=Language.EN, subject="x", text=text)
    assert [fault.code for fault in faults_of_template(template)] == codes


def test_alerts_speak_the_reader_s_language() -> None:
    alert = Alert(name="channel_closed", subject="web_push", began_at=AT)
    assert alert_values(alert, PT)["subject"].plain == (
        "Canal de avisos fora do ar: notificações do aplicativo"
    )
    assert "app notifications" in str(alert_values(alert, EN)["subject"].plain)


def test_a_summary_says_its_totals_in_one_line() -> None:
    about = {
        "date": AT.date(),
        "sessions": 12,
        "energy": 142_300,
        "costs": [(21_345, "BRL")],
        "incidents": 1,
    }
    values = summary_values(about, PT)
    assert values["totals"].plain == "12 recargas, 142,30 kWh, R$ 213,45, 1 ocorrências abertas"
    assert values.keys() == RULES[Kind.DAILY_SUMMARY].variables.keys()


def test_an_e_mail_says_nothing_that_was_meant_as_markup() -> None:
    html = lay_out(
        subject="<b>Oi</b>",
        text="Ana & <script>alert(1)</script>",
        sender="Condomínio <Ipê>",
        language=Language.PT_BR,
        link="https://example.com/sessions?a=1&b=2",
    )
    assert "<script>" not in html
    assert "&lt;b&gt;Oi&lt;/b&gt;" in html
    assert not re.search(r'(?:src|href)="http:', html)
    assert 'lang="pt-BR"' in html


def test_facts_that_follow_one_another_are_a_table() -> None:
    def laid_out(text: str) -> str:
        return lay_out(subject="Aviso", text=text, sender="Ipê", language=Language.PT_BR)

    html = laid_out("Recarga de 11:42 terminou.\nEnergia: 12,4 kWh\nValor: <R$ 13>\nAté logo.")
    assert [">Energia</td>" in html, ">12,4 kWh</td>" in html] == [True, True]
    assert html.rindex("11:42 terminou") < html.index("Energia</td>") < html.rindex("Até logo")
    assert "&lt;R$ 13&gt;</td>" in html
    assert "Motivo: falta de energia</p>" in laid_out("Parou.\nMotivo: falta de energia")


def test_an_e_mail_loads_nothing_but_the_logo() -> None:
    def sources(**brand: str) -> list[str]:
        html = lay_out(subject="Aviso", text="Oi", sender="Ipê", language=Language.EN, **brand)
        return re.findall(r'(?:src|url)[=(]"?([^")]*)', html)

    assert sources() == []
    assert sources(logo_url="https://sigec.example/logo?a=1&b=2") == [
        "https://sigec.example/logo?a=1&amp;b=2"
    ]
