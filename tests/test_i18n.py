"""The language of sentences, and how values look inside them."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from parself import i18n
from parself.errors import Message, Problem, say
from parself.i18n import render, render_problem

UNTRANSLATED = "Sentence {value} that no catalogue holds."


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("vi")


def shown(value: object, kind: str = "") -> str:
    return render(Message("{value:" + kind + "}", {"value": value}))


def test_vietnamese_is_the_language_unless_another_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PARSELF_LANG", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    assert i18n.use() == "vi"
    monkeypatch.setenv("PARSELF_LANG", "en_GB.UTF-8")
    assert i18n.use() == "en"
    assert i18n.use("VI") == "vi"


@pytest.mark.parametrize("language", ["fr", "x", "../../etc", "\x00"])
def test_a_language_that_does_not_exist_is_vietnamese(language: str) -> None:
    assert i18n.use(language) == "vi"


def test_a_sentence_without_translation_is_shown_in_english() -> None:
    i18n.use("vi")
    assert render(say(UNTRANSLATED, value=1)) == "Sentence 1 that no catalogue holds."


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (Decimal("1234.5"), "points", "1.234,50"),
        (3, "points", "3,00"),
        (Fraction(2, 3), "points", "0,67"),
        (Fraction(146953, 157027), "percent", "93,58%"),
        (1, "percent", "100,00%"),
        (Fraction(2, 3), "longpercent", "66,666667%"),
        (157027, "count", "157.027"),
        (Decimal("0.50"), "count", "0,5"),
        (2023, "", "2023"),
        (Decimal("1234.50"), "", "1.234,5"),
        (date(2023, 12, 5), "", "05/12/2023"),
        (datetime(2023, 12, 5, 10, 42, 7), "", "10:42 on 05/12/2023"),
        ("Văn Quan", "", "Văn Quan"),
        ("text where a figure was meant", "points", "text where a figure was meant"),
        (True, "points", "True"),
        (None, "points", "None"),
    ],
)
def test_a_value_looks_as_the_sentence_says_it_should(
    value: object, kind: str, expected: str
) -> None:
    assert shown(value, kind) == expected


def test_a_sentence_within_a_sentence_is_rendered_too() -> None:
    assert shown(say("{n} rows", n=3)) == "3 rows"


@pytest.mark.parametrize("hostile", ["{value}", "{0}", "{", "}", "%s", "{value.__class__}"])
def test_braces_in_a_value_are_only_text(hostile: str) -> None:
    assert shown(hostile) == hostile


@pytest.mark.parametrize("id_", ["{value.denominator}", "{value[0]}", "{}", "{0}", "{missing}"])
def test_values_are_found_by_name_and_never_looked_into(id_: str) -> None:
    with pytest.raises(KeyError):
        render(Message(id_, {"value": 1}))


def test_a_problem_reads_as_where_what_and_what_to_do() -> None:
    problem = Problem(say("Row {id} is gone.", id="1"), "rubric.toml", say("Restore it."))
    assert render_problem(problem) == "rubric.toml: Row 1 is gone. Restore it."
    assert render_problem(Problem(say("Alone."))) == "Alone."


def test_a_label_without_values_is_translated_as_it_stands() -> None:
    assert i18n._("Label that no catalogue holds") == "Label that no catalogue holds"
