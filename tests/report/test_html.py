"""The page: read back by another parser, safe whatever it is fed, complete in itself."""

import re
import unicodedata
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself.report import district
from parself.report import province as papers_of_round
from parself.tables import html
from parself.tables.model import Cell, Column, Level, Line, Table, shown
from parself.tables.paper import (
    Block,
    Chart,
    ChartKind,
    Letterhead,
    Papers,
    Paragraph,
    Report,
    Signature,
    Tone,
)
from parself.tables.pictures import pictures
from report.conftest import Province

KINDS: tuple[ChartKind, ...] = ("ladder", "bars", "radar", "heat")
EVERY = [report.id for report in district.REPORTS]


class Reader(HTMLParser):
    """Another reader: tables as lists of rows of texts, and every tag with what it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell))
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._cell is not None:
            self._cell.append(data)


def read(papers: Papers) -> Reader:
    reader = Reader()
    reader.feed(html.render(papers).decode("utf-8"))
    return reader


def rows_of(table: Table) -> list[list[str]]:
    heads = [column.title for column in table.columns]
    rows = [list(map(shown, line.cells, table.columns)) for line in table.lines]
    return [heads, *rows] if any(heads) else rows


@pytest.mark.parametrize("code", ["cao-loc", "van-quan"])
def test_another_reader_finds_every_table_as_it_is(province: Province, code: str) -> None:
    papers = district.papers(province.unit_case(code), EVERY)
    expected = [rows_of(table) for report in papers.reports for table in report.tables]
    assert read(papers).tables == expected


def test_a_rounds_tables_too(province: Province) -> None:
    papers = papers_of_round.papers(province.round_case())
    expected = [rows_of(table) for report in papers.reports for table in report.tables]
    assert read(papers).tables == expected


def test_nothing_runs_and_nothing_is_fetched(province: Province) -> None:
    papers = district.papers(province.unit_case("van-quan"), EVERY)
    page = html.render(papers).decode("utf-8")
    reader = read(papers)
    assert {tag for tag, _attrs in reader.tags}.isdisjoint(
        {"script", "img", "link", "iframe", "object", "form", "base"}
    )
    policy = [attrs for tag, attrs in reader.tags if attrs.get("http-equiv")]
    assert policy[0]["content"] == ("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    for _tag, attrs in reader.tags:
        assert not {name for name in attrs if name.startswith("on") or name == "src"}
        assert (attrs.get("href") or "#").startswith("#")
    assert "url(" not in page
    assert "@import" not in page


POISON = (
    "javascript:alert(1)",
    "https://x.test/a.png",
    "<img src=x>",
    "<script>alert(1)</script>",
    '"><b>x</b>',
    "' onload='x",
    "&lt;&amp;",
    "]]>",
    "</table>",
)


@pytest.mark.parametrize("text", POISON)
def test_text_never_becomes_markup(text: str) -> None:
    plain = Papers("t", (Report("r", "t", _with("x")),), "w")
    poisoned = Papers(text, (Report("r", text, _with(text)),), text, text)
    assert _tags_without_texts(poisoned) == _tags_without_texts(plain)
    assert read(poisoned).tables == [[[text], [text]]]
    for _tag, attrs in read(poisoned).tags:
        assert attrs.keys().isdisjoint({"src", "onload", "onerror"})
        assert (attrs.get("href") or "#").startswith("#")


def _tags_without_texts(papers: Papers) -> list[str]:
    """Long texts of pictures are broken into lines, each of them an element of its own."""
    return [tag for tag, _attrs in read(papers).tags if tag != "text"]


def _with(text: str) -> tuple[Block, ...]:
    table = Table((Column[Any]("", text),), (Line((Cell(text),)),), text)
    shaded = Line((Cell(text), Cell(text, shade=Decimal(1)), Cell(Decimal(1))), Level.OURS)
    charted = Table((Column[Any]("figure", text),) * 3, (shaded,) * 3)
    return (
        Paragraph(text, Tone.TITLE),
        Paragraph(text),
        table,
        Letterhead((text, text), text, (text, text), text),
        Signature((text, text), (text,), text),
        *(Chart(kind, text, text, charted, "figure", ("figure", "figure")) for kind in KINDS),
    )


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    papers = Papers(
        "t", (Report("r", "t", (Table((Column[Any]("", "c"),), (Line((Cell(text),)),)),)),)
    )
    assert read(papers).tables[0][1][0] == unicodedata.normalize("NFC", text)


def test_the_warning_stands_at_the_top_and_at_the_head_of_every_report(
    province: Province,
) -> None:
    papers = district.papers(province.unit_case("van-quan"))
    page = html.render(papers).decode("utf-8")
    assert page.count(f'<p class="standing">{papers.warning}</p>') == 1 + len(papers.reports)


def test_every_tone_and_every_level_is_told_apart() -> None:
    tones = tuple(Paragraph(f"tone {tone.value}", tone) for tone in Tone)
    lines = tuple(Line((Cell(level.value),), level) for level in Level)
    page = html.render(
        Papers("t", (Report("r", "t", (*tones, Table((Column[Any]("", "c"),), lines))),))
    ).decode()
    opened = {re.search(rf"<([^>]*)>tone {tone.value}<", page)[1] for tone in Tone}  # type: ignore[index]
    assert len(opened) == len(Tone)
    rows = {re.search(rf"<tr([^>]*)><td>{level.value}<", page)[1] for level in Level}  # type: ignore[index]
    assert len(rows) == len(Level)


def test_wide_papers_lie_across_and_blanks_leave_room(province: Province) -> None:
    page = html.render(district.papers(province.unit_case("van-quan"), ["form"])).decode("utf-8")
    assert '<section class="report wide"' in page
    assert '<table class="blanks"' in page


def test_the_same_papers_give_the_same_bytes_in_nfc_and_with_unix_line_ends(
    province: Province,
) -> None:
    papers = district.papers(province.unit_case("van-quan"))
    data = html.render(papers)
    assert data == html.render(papers)
    assert b"\r" not in data
    assert unicodedata.is_normalized("NFC", data.decode("utf-8"))


def test_every_picture_says_in_words_what_it_shows(province: Province) -> None:
    papers = district.papers(province.unit_case("van-quan"))
    charts = [b for report in papers.reports for b in report.blocks if isinstance(b, Chart)]
    reader = read(papers)
    labels = [attrs["aria-label"] for tag, attrs in reader.tags if tag == "svg"]
    assert labels == [chart.alt for chart in charts]
    assert all(pictures(chart) for chart in charts)


def one(*blocks: Block) -> str:
    return html.render(Papers("t", (Report("r", "t", blocks),))).decode()


def test_a_signature_never_stands_alone_on_a_page() -> None:
    signature = Signature(("Nơi nhận:",), ("CHỦ TỊCH",))
    held = one(Paragraph("first"), Paragraph("last words"), signature)
    assert re.search(r'<div class="closing">\s*<p>last words</p>\s*<div class="signature">', held)
    assert held.count("<div") == held.count("</div>")
    table = Table((Column[Any]("", "c"),), ())
    for alone in (one(signature), one(table, signature), one(Paragraph("x"), table, signature)):
        assert 'class="closing"' not in alone
        assert alone.count("<div") == alone.count("</div>")


def test_blanks_for_handwriting_are_written_as_they_are() -> None:
    head = Letterhead(("UBND",), "Số:      /BC", ("CỘNG HÒA", "Độc lập"), "ngày      tháng")
    page = one(head)
    assert ">Số:      /BC<" in page
    assert ">ngày      tháng<" in page


def test_a_picture_of_several_sheets_may_be_broken_between_them() -> None:
    lines = tuple(Line((Cell(f"Xã {n}"), Cell(Decimal(n)))) for n in range(100))
    table = Table((Column[Any]("unit", "Đơn vị"), Column[Any]("index", "Chỉ số")), lines)
    page = one(Chart("ladder", "Thứ hạng", "Biểu đồ", table, "unit", ("index",)))
    assert '<figure class="ladder sheets">' in page
    assert page.count("<svg") > 1
    short = Table(table.columns, lines[:5])
    assert '<figure class="ladder">' in one(Chart("ladder", "t", "a", short, "unit", ("index",)))


def test_columns_take_their_share_of_the_page() -> None:
    page = one(Table((Column[Any]("", "a", width=10), Column[Any]("", "b", width=30)), ()))
    assert '<col style="width:25.00%"><col style="width:75.00%">' in page
    assert '<th scope="col">a</th>' in page


def _luminance(colour: str) -> float:
    full = colour * 2 if len(colour) == 3 else colour
    parts = (int(full[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PAIRS = [
    *(("ink", ground) for ground in ("paper", "head", "area", "ours", "total")),
    *(("muted", "paper"), ("warn", "warn-paper")),
    *(("shade-ink", f"shade-{step}") for step in range(5)),
]


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_in_light_in_dark_and_in_print(ink: str, ground: str) -> None:
    styles = [
        dict(re.findall(r"--([a-z0-9-]+): #([0-9a-f]+);", block))
        for block in re.findall(r":root \{(.*?)\}", one(), re.DOTALL)
    ]
    assert len(styles) == 3
    light = styles[0]
    for style in ({**light}, {**light, **styles[1]}, {**light, **styles[2]}):
        lower, upper = sorted((_luminance(style[ink]), _luminance(style[ground])))
        assert (upper + 0.05) / (lower + 0.05) >= 4.5
