"""A season: one folder for a year, in which a round for each group of units lies.

Communes, departments and districts answer different rubrics, with rosters and dates of their own.
A season has no file: it is the rounds that lie in it. One that cannot be opened never hides the
others.
"""

from datetime import date
from pathlib import Path

from parself import files
from parself.errors import ParselfError, Problem, UsageError, say
from parself.files import FileError
from parself.province.board import Mark
from parself.province.overview import Overview, open_overview
from parself.province.round import is_round
from parself.province.timing import tally
from parself.values import Frozen


class Group(Frozen):
    """One round on the board of a season."""

    name: str
    """Name of its folder."""
    title: str
    units: int
    received: int
    """Units of which something has come."""
    late: int
    """Units whose hand-in that counts came late."""
    overdue: int
    """Units of which nothing has come by their last day."""
    open: int
    """Rows that nobody has looked at, of the units received."""
    to_review: int
    """Rows decided on something that has changed since."""
    differing: int
    """Rows that appraisers decided differently."""
    final: int
    """Units of which nothing is open."""
    closed: date | None = None
    """Day on which the scores were closed; None while they are not."""
    published: int | None = None
    """Number of the publication that stands; None while the results are not published."""


class Season(Frozen):
    """The rounds of a folder."""

    groups: tuple[Group, ...]
    """By the names of their folders."""
    problems: tuple[Problem, ...]
    """Why rounds could not be opened, and what is wrong with the ledgers of the others."""


def is_season(folder: Path) -> bool:
    """Say whether rounds lie in a folder; what the system refuses to look at holds none."""
    try:
        return any(is_round(path) for path in files.entries(folder))
    except FileError:
        return False


def open_season(folder: Path, today: date) -> Season:
    """Open every round that lies in a folder.

    Raises `UsageError` where there is none, and `FileError` for the folder itself.
    """
    found = sorted(path for path in files.entries(folder) if is_round(path))
    if not found:
        what = say("There is no round in this folder.")
        todo = say("Make one in it: parself round new.")
        raise UsageError(Problem(what, files.show_path(folder), todo))
    groups: list[Group] = []
    problems: list[Problem] = []
    for path in found:
        try:
            view = open_overview(path)
        except ParselfError as error:
            problems += error.problems
        else:
            groups.append(_group(path.name, view, today))
            problems += view.trouble
    return Season(tuple(groups), tuple(problems))


def _group(name: str, view: Overview, today: date) -> Group:
    lines = view.lines(today)

    def count(*marks: Mark) -> int:
        return sum(line.count(mark) or 0 for line in lines for mark in marks)

    came = tally(line.coming for line in lines)
    return Group(
        name,
        view.round.title,
        units=came.units,
        received=came.received,
        late=came.late,
        overdue=came.overdue,
        open=count(Mark.OPEN),
        to_review=count(Mark.TO_REVIEW),
        differing=count(Mark.DIFFERING),
        final=sum(line.is_final for line in lines),
        closed=None if view.round.closed is None else view.round.closed.when.date(),
        published=None if view.round.publication is None else view.round.publication.number,
    )
