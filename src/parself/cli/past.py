"""Last year: take it in, set points, compare, carry forward, begin the next."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from parself.assessment import store
from parself.assessment.model import Past, PastPoints
from parself.cli.console import answer, complain, narrate, out
from parself.cli.opening import at_desk, locked, open_folder, open_view, tell_begun
from parself.cli.speech import (
    assessed_year,
    command,
    existing,
    folder_argument,
    group_of,
    json_option,
    option,
)
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import exact_decimal
from parself.report.years import columns, level_of, this_year, told_as
from parself.tables.data import Json, records
from parself.tables.model import filled
from parself.tables.terminal import aligned, wrapped
from parself.text import cleaned
from parself.view.view import View, unknown_row
from parself.years import last_year
from parself.years.last_year import LEFT_BEHIND, Carried, LastYear, Match, moves
from parself.years.next_year import begin_next


@command(
    "take",
    say(
        "Take last year's points in: from its folder, its hand-in or a past.toml. Rows that mean"
        " something else now are named and not matched. Points of the appraisal stay."
    ),
    summary=say("Take last year's points in."),
    examples=("parself past take van-quan-2023 van-quan-2022",),
)
@folder_argument()
@click.argument("source", metavar="SOURCE", type=existing)
def take(folder: Path, source: Path) -> None:
    """Take last year's points in."""
    with locked(folder) as opened:
        past = last_year.read_past(source)
        if past is not None:
            last_year.refuse_year(opened, past.year)
            store.save_past(opened, last_year.joined(opened.past, past))
            narrate(say("Points of {count} rows taken in.", count=len(past.rows)))
            return
        last, found = _matched(opened, source)
        past = last_year.past_of(last, found)
        store.save_past(opened, last_year.joined(opened.past, past))
    out(*_match_lines(last, found))
    narrate(say("Points of {count} rows taken in.", count=len(past.rows)))


def _matched(opened: store.Folder, source: Path) -> tuple[LastYear, Match]:
    last = last_year.read_last_year(source)
    last_year.refuse_misfit(opened, last)
    return last, last_year.match(opened.rubric, last.rubric)


@command(
    "set",
    say("Set last year's points of a row, as the results or the survey told them."),
    examples=("parself past set van-quan-2023 3.4.1 --year 2022 --appraised 2.5",),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@option("--year", read=assessed_year, about=say("The year; else the one before this."))
@option("--self", "claimed", read=exact_decimal, about=say("Points the unit claimed."))
@option("--appraised", read=exact_decimal, about=say("Points after the appraisal."))
@option("--survey", read=exact_decimal, about=say("Points of the survey."))
def set_(folder: Path, item: str, year: int | None, **told: Any) -> None:
    """Set last year's points of a row."""
    with locked(folder) as opened:
        row = opened.rubric.rows.get(item)
        if row is None:
            raise unknown_row(opened.rubric, item)
        given = [points for points in told.values() if points is not None]
        if not given:
            what = say("Nothing was entered.")
            todo = say("See: {command}", command="parself past set --help")
            raise UsageError(Problem(what, item, todo))
        if not all(0 <= points <= row.points for points in given):
            what = say("Points lie between 0 and {most:points}.", most=row.points)
            raise UsageError(Problem(what, item, say("Check the points of last year.")))
        of_year = year or (opened.past.year if opened.past else opened.assessment.year - 1)
        last_year.refuse_year(opened, of_year)
        new = Past(of_year, {item: PastPoints(**told)})
        store.save_past(opened, last_year.joined(opened.past, new))


@command(
    "show",
    say("Show what moved against last year: areas and rows, points gained and lost."),
    examples=("parself past show van-quan-2023",),
)
@folder_argument()
@json_option()
def show(folder: Path, as_json: bool) -> None:
    """Show what moved against last year."""
    view = open_view(folder)
    answer(as_json, lambda: _moves_shape(view), _moves_lines(view))


@command(
    "carry",
    say(
        "Carry last year's texts and evidence forward into rows that are the same. What is there"
        " already is never overwritten, and figures are never carried."
    ),
    summary=say("Carry texts and evidence forward."),
    examples=("parself past carry van-quan-2023 van-quan-2022 --notes --evidence",),
)
@folder_argument()
@click.argument("source", metavar="SOURCE", type=existing)
@option("--notes", is_flag=True, about=say("The unit's own notes."))
@option("--explanations", is_flag=True, about=say("The explanations."))
@option("--evidence", is_flag=True, about=say("The documents, with the rows that cite them."))
def carry(folder: Path, source: Path, notes: bool, explanations: bool, evidence: bool) -> None:
    """Carry texts and evidence forward."""
    chosen = zip(Carried, (notes, explanations, evidence), strict=True)
    what = frozenset(one for one, is_asked in chosen if is_asked)
    if not what:
        nothing = say("Say what to carry: --notes, --explanations, --evidence.")
        raise UsageError(Problem(nothing))
    with at_desk(folder) as desk:
        last, found = _matched(desk.folder, source)
        left = desk.carry(last, found, what)
        desk.save()
    narrate(say("Carried forward into rows that are the same; check every one of them."))
    if left:
        narrate(LEFT_BEHIND)
        complain(left)


@command(
    "next",
    say(
        "Begin the next year in a new folder: same unit and purpose, this year's points as last"
        " year's, efforts kept; with --texts also notes and explanations."
    ),
    summary=say("Begin the next year."),
    examples=(
        "parself next van-quan-2023 van-quan-2024 --year 2024",
        "parself next van-quan-2023 van-quan-moi --standings cong-bo-2023.toml",
    ),
)
@folder_argument()
@click.argument("target", metavar="NEWDIR", type=existing)
@option("--rubric", "rubric_id", metavar="ID", about=say("The new rubric; else this."))
@option("--year", read=assessed_year, about=say("The year; else next."))
@option("--texts", is_flag=True, about=say("Carry notes and explanations too."))
@option(
    "--standings",
    "standings_id",
    metavar="ID",
    about=say("What the province published of this year: id or file; else as here."),
)
def next_(
    folder: Path,
    target: Path,
    rubric_id: str | None,
    year: int | None,
    texts: bool,
    standings_id: str | None,
) -> None:
    """Begin the next year."""
    opened = open_folder(folder)
    made = begin_next(
        opened, target, rubric_id=rubric_id, year=year, texts=texts, standings_id=standings_id or ""
    )
    tell_begun(made)


def _match_lines(last: LastYear, found: Match) -> Iterator[str]:
    """Yield which rows of last year were taken, and which were not."""
    same, year = len(found.rows), last.assessment.year
    yield render(say("{same} rows are the same as in {year:none}.", same=same, year=year))
    if found.new:
        yield from wrapped(f"{_('New or changed since')}: {', '.join(found.new)}", indent="  ")
    if found.gone:
        yield from wrapped(f"{_('Not taken from last year')}: {', '.join(found.gone)}", indent="  ")


def _moves_lines(view: View) -> Iterator[str]:
    sentence = this_year(view)
    if sentence:
        yield from wrapped(f"{view.unit.short}{told_as(view)}: {sentence}")
    found = moves(view)
    if not found:
        yield _("Last year's points by row are not known.")
        return
    yield from aligned(filled(columns(found), found, level=level_of))
    yield _("An area adds up the rows that are known in both years.")


def _moves_shape(view: View) -> Json:
    past = view.folder.past
    found = moves(view)
    return {
        "year": past.year if past is not None else None,
        "sentence": this_year(view) or None,
        "areas": records(columns(found), (one for one in found if one.is_area)),
        "items": records(columns(found), (one for one in found if not one.is_area)),
    }


COMMANDS: Final = (
    group_of(
        "past",
        say("Last year beside this one: take it in, compare, carry forward."),
        take,
        set_,
        show,
        carry,
    ),
    next_,
)
