"""A round that follows another one: what is taken along from last year's file or folder."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.assessment.model import Purpose
from parself.errors import DamagedError, Message, Problem, UsageError, say
from parself.i18n import render
from parself.limits import OF_ALL_UNITS, TOML_BYTES
from parself.province.board import SETTLED, appraised_rows
from parself.province.decisions import Cell
from parself.province.overview import Overview, open_overview
from parself.province.publishing import published_rows, read
from parself.province.snapshot import FORMAT, PublishedUnit, Snapshot, read_snapshot

_KINDS: Final = {
    "standings": say("a table of standings (--standings)"),
    "rubric": say("a rubric"),
    "roster": say("a roster"),
    "answers": say("an assessment"),
}


def last_year(path: Path, year: int, purpose: Purpose) -> Snapshot:
    """Return the points of an earlier round: from the file of a publication, or its folder.

    Of a folder it is what was published last, else the settled points. Raises `UsageError` for
    a round that is not earlier, is an officer's share, has nothing settled, or is real where the
    other is practice, and what `open_overview` and `read_snapshot` raise.
    """
    found = _of_folder(path) if path.is_dir() else _of_file(path)
    if found.year >= year:
        what = say(
            "This is of {theirs:none}, and the round is of {ours:none}.",
            theirs=found.year,
            ours=year,
        )
        raise UsageError(Problem(what, files.show_path(path), say("Choose an earlier year.")))
    if found.purpose is not purpose:
        raise _not_taken(path, say("Real and practice rounds are never mixed."))
    return found


def _of_file(path: Path) -> Snapshot:
    """Read what was published; of a file of another kind say what it is."""
    try:
        return read_snapshot(path)
    except DamagedError:
        kind = _kind(path)
        if kind is None:
            raise
        what = say("This is {kind}, not what was published of a round.", kind=render(kind))
        raise _not_taken(path, what) from None


def _kind(path: Path) -> Message | None:
    """Return the kind of a file by its first table; None where that is not known."""
    data = files.read_file(path, most=OF_ALL_UNITS * TOML_BYTES)
    if data.startswith(b"PK"):
        return say("a packed file")
    with suppress(DamagedError):
        table = toml.read(data, where=files.show_path(path), times=OF_ALL_UNITS).table
        return next((words for name, words in _KINDS.items() if name in table), None)
    return None


def _not_taken(path: Path, what: Message) -> UsageError:
    todo = say("Name what was published last year, or the folder of its round, or leave it out.")
    return UsageError(Problem(what, files.show_path(path), todo))


def _of_folder(folder: Path) -> Snapshot:
    view = open_overview(folder)
    if view.round.desk is not None:
        raise _not_taken(folder, say("This is an officer's share, not last year's round."))
    return read(view.round) if view.round.publications else _settled(view)


def _settled(view: Overview) -> Snapshot:
    """Return the settled points of a round that was not published, as of its last decision."""
    round_, units = view.round, tuple(_unit(view, code) for code in view.facts)
    if not any(one.points for one in units):
        raise _not_taken(round_.path, say("Nothing is decided in this round."))
    return Snapshot(
        format=FORMAT,
        round=round_.id,
        number=0,
        year=round_.year,
        purpose=round_.purpose,
        roster=round_.roster.id,
        rubric=round_.identity,
        when=max(one.when for one in view.appraisal.versions),
        who="",
        title=round_.title,
        survey_held=round_.settings.survey_held,
        rows=published_rows(round_.rubric),
        units=units,
    )


def _unit(view: Overview, code: str) -> PublishedUnit:
    """Return the settled points of a unit."""
    points = {
        row.id: known
        for row in appraised_rows(view.round.rubric)
        if view.mark(Cell(code, row.id)) in SETTLED
        and (known := view.points(Cell(code, row.id))) is not None
    }
    return PublishedUnit(code, view.round.called(code), points=points)
