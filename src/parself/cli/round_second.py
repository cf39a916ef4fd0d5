"""Commands of the second look: how it is drawn, what is to be looked at, how far looks agree."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from parself.cli import console, shapes
from parself.cli.round_parts_text import differing_cells
from parself.cli.speech import SpokenGroup, command, exact, json_option, option
from parself.cli.unit_files import answered, round_argument
from parself.cli.who import officer_option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import _, render
from parself.numerals import exact_count, exact_decimal
from parself.province import sharing
from parself.province.decisions import Cell
from parself.province.looks import agreements
from parself.province.officers import unlisted
from parself.province.overview import Overview, open_overview
from parself.province.record import Round
from parself.province.second import Agreement
from parself.province.sharing import Work
from parself.province.terms import Change
from parself.province.work import act_of, logged_in
from parself.tables.data import Json, figure, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.text import cleaned, one_line
from parself.words.appraisal_words import MARKS
from parself.words.officer_words import agreement_words


@click.group(
    "second",
    cls=SpokenGroup,
    about=say(
        "Look at some rows a second time, blind: rows are drawn, another officer decides without"
        " seeing the first decision, and where both differ by more than the tolerance, the lead"
        " decides."
    ),
    subcommand_metavar="COMMAND …",
)
def group() -> None:
    """Look at some rows a second time, blind."""


@command(
    "setting",
    say(
        "Say how many percent of the rows are drawn, and by how many points the second look may"
        " differ. The same seed draws the same rows; without one a new one is made and kept."
    ),
    summary=say("Say how the second look is drawn."),
    examples=(
        'parself round second setting ky-2023 --percent 10 --tolerance 0.1 --why "Kế hoạch 5"',
    ),
)
@round_argument
@option(
    "--percent",
    required=True,
    metavar="NUMBER",
    callback=exact(exact_count),
    about=say("Percent of the rows, 0 to 100; 0 for no second look."),
)
@option(
    "--tolerance",
    metavar="POINTS",
    callback=exact(exact_decimal),
    about=say("Points by which it may differ; else 0."),
)
@option("--seed", type=one_line, metavar="TEXT", about=say("From which the rows are drawn."))
@option("--why", required=True, type=cleaned, metavar="TEXT", about=say("The reason."))
@json_option()
def setting(
    folder: Path, percent: int, tolerance: Decimal | None, seed: str | None, why: str, as_json: bool
) -> ExitCode:
    """Say how the second look is drawn."""
    change = Change(logged_in(), datetime.now(), why)
    round_ = sharing.set_second_look(folder, percent, tolerance or Decimal(0), seed or "", change)
    words = say(
        "Second look: {percent}% of the rows, tolerance {tolerance:points}, seed {seed}.",
        percent=percent,
        tolerance=round_.settings.tolerance,
        seed=round_.settings.seed,
    )
    told = wrapped(render(words))
    return answered(as_json, lambda: _setting_json(round_), told, round_.trouble)


def _setting_json(round_: Round) -> Json:
    settings = round_.settings
    return {
        "percent": settings.second_look,
        "tolerance": figure(settings.tolerance),
        "seed": settings.seed,
    }


@command(
    "list",
    say(
        "List the rows that an officer is to look at a second time, without what was decided there."
        " Decide on them with “parself round appraise --second”, or in the officer's part file."
    ),
    summary=say("List the rows to look at a second time."),
    examples=(
        "parself round second list ky-2023 --who hoa",
        "parself round second list ky-2023 --who hoa --json",
    ),
)
@round_argument
@officer_option
@json_option()
def list_(folder: Path, who: str, as_json: bool) -> None:
    """List the rows to look at a second time."""
    view = open_overview(folder)
    officer = act_of(view.round, who, datetime.now()).who
    work = next((one for one in sharing.work_of(view) if one.officer.id == officer), None)
    if work is None:
        raise UsageError(Problem(unlisted(view.round.officers, officer)))
    console.answer(as_json, lambda: _rows_json(work), _rows(view, work))


def _rows(view: Overview, work: Work) -> Iterator[str]:
    for cell in work.seconds:
        unit, title = view.round.called(cell.unit), view.round.rubric.rows[cell.row]
        mark = render(MARKS[view.mark(cell)])
        yield from wrapped(f"{unit} · {cell.row} {title.title}: {mark}")
    if not work.seconds:
        yield render(say("Nothing is drawn for this officer."))


def _rows_json(work: Work) -> Json:
    left = set(work.seconds_left)
    return {
        "officer": work.officer.id,
        "rows": [{**shapes.place(one), "decided": one not in left} for one in work.seconds],
    }


@command(
    "show",
    say(
        "Show for each row that was looked at twice how far both looks agree, how many units were"
        " drawn, and where the lead has to decide. For the lead: it shows both looks."
    ),
    summary=say("Show how far both looks agree."),
    examples=("parself round second show ky-2023", "parself round second show ky-2023 --json"),
)
@round_argument
@json_option()
def show(folder: Path, as_json: bool) -> None:
    """Show how far both looks agree."""
    view = open_overview(folder)
    console.answer(as_json, lambda: _agreements_json(view), _agreements(view))


def _columns() -> tuple[Column[Agreement], ...]:
    return (
        Column("row", _("Row"), lambda one: one.row, Kind.TEXT),
        Column("drawn", _("drawn"), lambda one: one.drawn, Kind.COUNT),
        Column("looked", _("looked at twice"), lambda one: one.looked, Kind.COUNT),
        Column("agreeing", _("agree"), lambda one: one.agreeing, Kind.COUNT),
        Column("share", _("Agreement"), lambda one: one.share, Kind.SHARE),
        Column("distance", _("apart"), lambda one: one.distance, Kind.POINTS),
    )


def _agreements(view: Overview) -> Iterator[str]:
    found = agreements(view)
    if not found:
        yield render(say("No second look is set, or nothing has come yet."))
        return
    looked = [one for one in found if one.looked]
    if looked:
        yield from listed(_columns(), looked)
    yield from wrapped(agreement_words(found))
    disputed = _disputed(view)
    words = say("Rows on which the lead has to decide: {count:count}.", count=len(disputed))
    yield from wrapped(render(words))
    yield from differing_cells(view, disputed)


def _disputed(view: Overview) -> list[Cell]:
    cells = (cell for code in view.facts for cell in view.cells(code).values())
    return [cell for cell in cells if view.is_disputed(cell)]


def _agreements_json(view: Overview) -> Json:
    return {
        **_setting_json(view.round),
        "rows": records(_columns(), agreements(view)),
        "disputed": list(map(shapes.place, _disputed(view))),
    }


for _command in (setting, list_, show):
    group.add_command(_command)
