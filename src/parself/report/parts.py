"""Blocks and cells that several reports share: headings, warnings, signatures."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from parself.errors import say
from parself.i18n import _, render
from parself.report import cells as c
from parself.report.case import RoundCase, UnitCase
from parself.rubric import model as m
from parself.rubric.offices import Office
from parself.tables.model import (
    Cell,
    Column,
    Kind,
    Level,
    Line,
    Row,
    Table,
    Value,
    filled,
    line_with,
)
from parself.tables.paper import Block, Letterhead, Paragraph, Signature, Tone
from parself.words import caution
from parself.words.correction_words import replaced_words
from parself.words.stage_words import draft_words

MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
"""The nation's name and motto, at the head of every official paper."""
_DEPUTY: Final = "PHÓ "
_ACTING: Final = "QUYỀN "
_STANDING: Final = re.compile(r"(?<=\w) (thường trực|phụ trách)\b.*", re.IGNORECASE)


def pairs(entries: Iterable[tuple[str, str | Cell]], *widths: int) -> Table:
    """Return a table of labels and what stands beside each; figures in it are points."""
    columns: tuple[Column[tuple[str, str | Cell]], ...] = (
        Column("label", "", lambda pair: pair[0], width=widths[0]),
        Column("value", "", lambda pair: pair[1], Kind.POINTS, widths[1]),
    )
    return filled(columns, entries)


def filled_or(columns: Iterable[Column[Row]], rows: Sequence[Row], words: str) -> Block:
    """Return the table of some rows; where there are none, a sentence that says so."""
    return filled(columns, rows) if rows else Paragraph(words)


def grouped(columns: Sequence[Column[Row]], groups: Iterable[tuple[str, Iterable[Row]]]) -> Table:
    """Return a table in groups, each under its title; one without rows is left out."""
    table = Table(tuple(columns), ())
    for title, rows in groups:
        lines = filled(columns, rows).lines
        table = table.ending(*([heading_line(title, columns), *lines] if lines else []))
    return table


def heading_line(title: str, columns: Sequence[Column[Any]]) -> Line:
    """Return a line that opens a group: its title in the second column."""
    return line_with(columns, {columns[1].key: title}, Level.AREA)


def total_line(columns: Sequence[Column[Any]], title: str, **cells: Value | Cell) -> Line:
    """Return a line below the rows: its title, and what stands in the columns named."""
    return line_with(columns, {"title": title, **cells}, Level.TOTAL)


def unit_heading(case: UnitCase, title: str) -> list[Block]:
    """Return title, unit and year, and the standing warnings of a unit's report."""
    of = say("PAR INDEX {year:none} of {unit}", unit=case.unit.full, year=case.year)
    return heading(title, render(of), case.rubric)


def heading(title: str, of: str, rubric: m.Rubric) -> list[Block]:
    """Return the title of a report in capitals, what it is of, and how far its rubric holds."""
    head = (Paragraph(title.upper(), Tone.TITLE), Paragraph(of, Tone.SUBTITLE))
    return [*head, *rubric_note(rubric)]


def rubric_note(rubric: m.Rubric) -> list[Block]:
    """Return the note under a heading that says how far the rubric may be relied on."""
    words = caution.rubric_note(rubric)
    return [Paragraph(words, Tone.NOTE)] if words else []


def unit_warning(case: UnitCase) -> str:
    """Return the warning that stands on every page of a unit's papers."""
    practice = caution.purpose_print(case.view.assessment.purpose)
    said = (practice, caution.rubric_warning(case.rubric))
    return " · ".join(words for words in said if words)


def round_warning(case: RoundCase) -> str:
    """Return the warning that stands on every page of a round's papers."""
    said = (
        caution.purpose_print(case.round.purpose),
        caution.rubric_warning(case.round.rubric),
        draft_words(case.round) if case.number is None else replaced_words(case.round, case.number),
    )
    return " · ".join(words for words in said if words)


def letterhead(case: UnitCase, kind: str = "") -> Letterhead:
    """Return the head of a paper of the unit; `kind` is the code in the number (BC, KH).

    A paper that is no kind of official document has no number.
    """
    office = case.view.office
    return Letterhead(
        agency=agency_lines(office),
        number=numbered_blank(office.numbered(kind)) if kind else "",
        motto=MOTTO,
        place_date=_place_and_day(case),
    )


def numbered_blank(code: str) -> str:
    """Return the number of a document that is not numbered yet."""
    blanks = "\N{NO-BREAK SPACE}" * 8
    return f"{_('No.:')}{blanks}/{code}"


def agency_lines(office: Office) -> tuple[str, ...]:
    """Return the lines of an issuing agency, in capitals."""
    return tuple(line.upper() for line in office.letterhead)


def signer_lines(office: Office, title: str = "") -> tuple[str, ...]:
    """Return for whom and as what is signed: by the head, or by whoever bears another title."""
    return (*filter(None, [office.on_behalf.upper()]), *office_lines(title or office.head))


def day_in_words(day: date) -> str:
    """Return a day as signed papers write it: ngày 05 tháng 3 năm 2024."""
    return render(
        say(
            "day {day} month {month} year {year:none}",
            day=f"{day.day:02}",
            # Official letters write a nought before the first two months only.
            month=f"{day.month:02}" if day.month < 3 else str(day.month),
            year=day.year,
        )
    )


def _place_and_day(case: UnitCase) -> str:
    signed = case.view.assessment.sign_off
    if signed is not None:
        return f"{signed.place}, {day_in_words(signed.signed)}"
    return blank_day(case.view.office.place, case.today.year)


def blank_day(place: str, year: int) -> str:
    """Return place and date of a paper whose day is filled in by hand."""
    return render(
        say(
            "{place}, day {blanks} month {blanks} year {year:none}",
            place=place,
            blanks="\N{NO-BREAK SPACE}" * 4,
            year=year,
        )
    )


def signature(case: UnitCase, *, recipients: tuple[str, ...] = (), note: str = "") -> Signature:
    """Return the place where the leader signs, with office and name where they are known."""
    signed = case.view.assessment.sign_off
    office = case.view.office
    lines = signer_lines(office, signed.title if signed else "")
    return Signature(recipients, lines, note, signed.name if signed else "")


def office_lines(office: str) -> tuple[str, ...]:
    """Return how a signer's office is written: a deputy signs for the head (KT.).

    Decree 30/2020 has no words for a deputy's standing or duty ("thường trực").
    """
    office = _STANDING.sub("", " ".join(office.split())).upper()
    if office.startswith(_DEPUTY):
        return (f"KT. {office.removeprefix(_DEPUTY)}", office)
    if office.startswith(_ACTING):
        return (f"Q. {office.removeprefix(_ACTING)}",)
    return (office,)


def share_cell(part_id: str, points: Decimal | None, maximum: Decimal) -> Cell:
    """Return the share of its maximum that a row or a part of the rubric reached."""
    formula = c.guarded(f"{c.ref(c.self_name(part_id))}/{c.ref(c.max_name(part_id))}")
    return Cell(share_of(points, maximum), formula=formula)


def share_of(points: Decimal | None, maximum: Decimal) -> Decimal | None:
    """Return points as a share of their maximum; None where there is none."""
    return None if points is None or not maximum else points / maximum


def department_titles(rubric: m.Rubric, ids: Iterable[str]) -> str:
    """Return the titles of departments, joined."""
    found = (rubric.department(department_id) for department_id in ids)
    return "; ".join(department.title for department in found if department is not None)
