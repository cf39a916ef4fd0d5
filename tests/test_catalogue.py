"""The catalogues say every sentence of the program, in the words that are agreed.

The Vietnamese one is what users see first, so it is complete; the English one holds only
the paragraphs whose ids are names.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

import catalogue
from catalogue import PARAGRAPHS, SOURCE
from parself import i18n
from parself.errors import Message as Sentence
from parself.rules.proportional import PRODUCT, PROPORTIONAL_FROM
from parself.rules.ratio import RATIO
from parself.rules.steps import Step
from parself.words import wording

VIETNAMESE = catalogue.read("vi")
ENGLISH = catalogue.read("en")
LANGUAGES = {"vi": VIETNAMESE, "en": ENGLISH}
KINDS = {"", "none", "points", "percent", "rate", "longpercent", "count", "size"}
PAGE_CELLS = 74
"""Room for a line of help beside its indent at 80 columns."""

COMMAND_CELLS = 54
"""Room for a command's label and help beside its keys."""

SAID = sorted(str(message.id) for message in VIETNAMESE if message.id)
FORBIDDEN = re.compile(
    r"\b(bạn|vui lòng|file|bundle|score|ranking|error)\b|!|[\d}]\s+%", re.IGNORECASE
)
MISPLACED_TONES = re.compile(r"o[áàảãạ]\b|u[ýỳỷỹỵ]\b(?<!qu.)|tỉ lệ|lí do|kỉ luật", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    i18n.use("vi")
    yield
    i18n.use("vi")


def text(message: Message) -> str:
    assert isinstance(message.string, str)
    return message.string


def said(id_: str) -> str:
    message = VIETNAMESE[id_]
    assert message is not None
    return text(message)


def places(sentence: str) -> list[tuple[str, str]]:
    """Return the places of a sentence with the kinds of their figures, in order of name."""
    parts = Formatter().parse(sentence)
    return sorted((name, kind or "") for _, name, kind, _ in parts if name is not None)


def sample(kind: str) -> object:
    return Decimal("12.5") if kind else datetime(2023, 12, 5, 10, 42, 7)


def test_every_sentence_is_named_by_a_literal() -> None:
    """A sentence that is put together cannot be found, so it could not be translated."""
    strange = [
        f"{path.relative_to(SOURCE)}:{call.line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for call in catalogue.calls(path.read_text(encoding="utf-8"))
        if call.id is None
    ]
    assert strange == []


def test_every_value_of_a_sentence_has_a_place_and_every_place_a_value() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{call.line}: {call.id}"
        for path in sorted(SOURCE.rglob("*.py"))
        for call in catalogue.calls(path.read_text(encoding="utf-8"))
        if call.id is not None and call.given
        if call.given != {name for name, _ in places(call.id)}
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "only"), [("vi", ()), ("en", PARAGRAPHS)])
def test_a_catalogue_holds_exactly_the_sentences_of_the_program(
    language: str, only: tuple[str, ...]
) -> None:
    held = {message.id for message in LANGUAGES[language]}
    assert held == {message.id for message in catalogue.template(only)}
    assert not LANGUAGES[language].obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_a_text(language: str) -> None:
    assert [m.id for m in LANGUAGES[language] if m.id and not text(m).strip()] == []
    assert not any(message.fuzzy for message in LANGUAGES[language] if message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    stored = read_mo(BytesIO(catalogue.path_of(language).with_suffix(".mo").read_bytes()))
    fresh = read_mo(BytesIO(catalogue.compiled(LANGUAGES[language])))
    assert {m.id: m.string for m in stored if m.id} == {m.id: m.string for m in fresh if m.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_written_as_the_tool_writes_it(language: str) -> None:
    """So that a change of one sentence shows as one change."""
    written = catalogue.path_of(language).read_text(encoding="utf-8")
    again = catalogue.as_po(LANGUAGES[language]).decode("utf-8")
    assert _entries(written) == _entries(again)


def _entries(po: str) -> str:
    """Return what follows the header: that one names the version of Babel."""
    return po.partition("\n\n")[2]


def test_the_kinds_of_figures_are_known() -> None:
    kinds = {kind for id_ in SAID for _, kind in places(id_)}
    assert kinds <= KINDS


def test_a_text_has_the_places_of_its_sentence() -> None:
    assert [id_ for id_ in SAID if places(said(id_)) != places(id_)] == []


def test_every_text_can_be_filled_in() -> None:
    for id_ in SAID:
        shown = i18n.render(Sentence(id_, {name: sample(kind) for name, kind in places(id_)}))
        assert shown.strip()
        assert ("{" in shown) == ("{{" in said(id_))


def test_no_text_holds_words_that_are_not_to_be_on_screen() -> None:
    shown = [re.sub(r"\{\w+", "{", said(id_)) for id_ in SAID]
    assert [words for words in shown if FORBIDDEN.search(words)] == []


def test_tone_marks_stand_in_the_traditional_place() -> None:
    assert [said(id_) for id_ in SAID if MISPLACED_TONES.search(said(id_))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_composed(language: str) -> None:
    texts = [text(message) for message in LANGUAGES[language] if message.id]
    assert [t for t in texts if not unicodedata.is_normalized("NFC", t)] == []


def test_a_sentence_stays_a_sentence_and_a_piece_a_piece() -> None:
    """Pieces are put into other sentences, where a full stop would be wrong."""
    ends = [id_ for id_ in SAID if id_.endswith(".") != said(id_).endswith((".", "?"))]
    assert [id_ for id_ in ends if id_ not in PARAGRAPHS and not id_.endswith("?")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_paragraph_of_help_fits_a_screen(language: str, paragraph: str) -> None:
    message = LANGUAGES[language][paragraph]
    assert message is not None
    lines = text(message).splitlines()
    assert len(lines) > 5
    assert all(line and len(line) <= PAGE_CELLS for line in lines)
    i18n.use(language)
    assert i18n._(paragraph) == text(message)


def test_every_command_fits_its_line_of_help() -> None:
    from parself.tui.commands import BACK, PROGRAM
    from parself.tui.screens.question import QuestionScreen

    declared = (*QuestionScreen.OFFERS, *PROGRAM, BACK)
    lines = [f"{i18n.render(it.label)}: {i18n.render(it.help)}" for it in declared]
    assert [line for line in lines if len(line) > COMMAND_CELLS] == []


def test_a_derivation_reads_as_offices_write_it() -> None:
    share = Fraction(146953, 157027)
    steps = (
        Step(RATIO, {"part": 146953, "whole": 157027, "share": share}),
        Step(PROPORTIONAL_FROM, {"threshold": Decimal("0.8")}),
        Step(
            PRODUCT,
            {"maximum": Decimal(2), "share": share, "points": Decimal("1.87")},
        ),
    )
    assert "; ".join(wording.derivation(steps)) == (
        "146.953/157.027 = 93,58%, từ 80% trở lên: tính theo tỷ lệ; 2,00 × 93,58% = 1,87 điểm"
    )


def test_no_sentence_sends_a_reader_to_a_page_that_an_office_does_not_have() -> None:
    """Whoever has only the program has no docs: what is asked is said where it is asked."""
    assert not [one for one in SAID if re.search(r"docs/|\.md\b|DESIGN", one)]


def test_sizes_are_shown_by_the_one_function_that_tells_them_apart() -> None:
    assert not [one for one in SAID if re.search(r"\{\w+(:(?!none)\w+)?\} ?(MB|KB)", one)]
