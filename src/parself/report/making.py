"""From a folder to a finished file: what is read once for all reports, and the formats.

This module alone knows which formats there are. Nothing is written here: faces write the
bytes through `parself.files`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from parself.errors import Message, ParselfError, Problem, RefusedError, say
from parself.i18n import render
from parself.province.frozen import require_held
from parself.province.overview import open_overview
from parself.province.progress import no_progress
from parself.province.publishing import read
from parself.province.record import Round
from parself.report import district, province
from parself.report.case import RoundCase, UnitCase
from parself.submission import bundle, parts_ledger
from parself.tables.paper import Papers
from parself.text import slug
from parself.values import Frozen, evolve, field
from parself.view.view import View

FORMATS: Final[Mapping[str, str]] = {
    "xlsx": "parself.tables.xlsx",
    "docx": "parself.tables.docx",
    "html": "parself.tables.html",
}
"""Formats and the module that draws each, imported when it is asked for: XlsxWriter and
python-docx take their time."""


_NEEDS: Final[Mapping[str, str]] = {"xlsx": "xlsxwriter", "docx": "docx", "html": "html"}
"""Formats and the library that each is drawn with."""
_LIVE: Final = frozenset({"xlsx"})
"""Formats with formulas, which need the cells that these start from."""

Progress = Callable[[int, int], None]
"""Told how many of how many hand-ins have been read."""


def unit_case(view: View, today: date) -> UnitCase:
    """Return what a unit's reports are drawn from. Takes about 60 ms after a hand-in."""
    try:
        # Of the value shown, which may not be on disk yet.
        reference = bundle.reference(evolve(view.folder, assessment=view.assessment))
    except ParselfError:
        # Evidence that changed or cannot be read: there is no hand-in that this would prove.
        reference = None
    return UnitCase(view, today, reference, parts_ledger.read(view.folder).refused)


def round_case(
    round_: Round, today: date, number: int | None = None, *, progress: Progress = no_progress
) -> RoundCase:
    """Return the case that a round's reports are drawn from; with a number, of that publication.

    Errors are those of `open_overview`, `frozen.require_held` and `publishing.read`.
    """
    view = open_overview(round_.path, progress=progress)
    issued = require_held(view.round).publication
    asked = number if number is not None or issued is None else issued.number
    published = None if asked is None else read(view.round, asked)
    last = view.last if view.last is not None and view.last.is_published else None
    return RoundCase(view, today, published, last, number)


class Maker(Frozen):
    """What papers there are of one thing, and how they are put together, for any face."""

    heading: str
    """What the papers are of, in a line."""
    choices: tuple[tuple[str, Message], ...]
    """Id and title of every report."""
    papers: Callable[[str, Sequence[str], Progress], Papers]
    """Put reports together for a format: format, ids (empty: the usual set), progress.
    Raises `UsageError` for an unknown id, and what `open_overview` raises."""
    readers: Mapping[str, Message] = field(default_factory=dict)
    """Who reads a report, by its id, where that is told."""


def of_unit(view: View, today: date) -> Maker:
    """Return the maker of the papers of an assessment.

    Raises `RefusedError` for the part of a department: its papers would pass for the unit's.
    """
    if view.department:
        what = say("A department's part has no papers of its own; the unit's own desk makes them.")
        raise RefusedError(Problem(what, view.department))

    def papers(form: str, ids: Sequence[str], _progress: Progress) -> Papers:
        return district.papers(unit_case(view, today), ids, live=form in _LIVE)

    heading = say("PAR INDEX {year:none}, {unit}", year=view.assessment.year, unit=view.unit.full)
    readers = {one.id: one.reader for one in district.REPORTS if one.reader is not None}
    choices = tuple((one.id, one.title) for one in district.REPORTS)
    return Maker(render(heading), choices, papers, readers)


def of_round(round_: Round, today: date, number: int | None = None) -> Maker:
    """Return the maker of the papers of a round, or of an officer's share.

    With a number, those of a publication, which may have been corrected since.
    """

    def papers(form: str, ids: Sequence[str], progress: Progress) -> Papers:
        case = round_case(round_, today, number, progress=progress)
        return province.papers(case, ids, live=form in _LIVE)

    choices = tuple((one.id, one.title) for one in province.reports(round_))
    return Maker(render(province.heading(round_)), choices, papers)


def can_make(form: str) -> bool:
    """Say whether what draws one of `FORMATS` is there."""
    return find_spec(_NEEDS[form]) is not None


def drawn(papers: Papers, form: str) -> bytes:
    """Return papers as a file of one of `FORMATS`."""
    data: bytes = import_module(FORMATS[form]).render(papers)
    return data


def file_name(papers: Papers, form: str) -> str:
    """Return the name of a file for papers: ASCII, as every name that leaves the program."""
    return f"{slug(papers.title)}.{form}"
