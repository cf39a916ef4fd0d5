"""The command that tells the season of a unit or of a row again."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from parself import files
from parself.cli import console
from parself.cli.opening import new_file
from parself.cli.report import form_of, paper_options
from parself.cli.speech import command, json_option, option
from parself.cli.unit_files import round_argument
from parself.errors import Problem, UsageError, say
from parself.province.overview import Overview, open_overview
from parself.province.replay import Moment, season_of, season_of_unit
from parself.province.returning import require_known
from parself.province.round import require_whole
from parself.report import making, season
from parself.report.case import RoundCase
from parself.rubric import model as m
from parself.rubric.peers import Unit
from parself.tables.data import records
from parself.tables.terminal import WIDTH, printed
from parself.text import one_line
from parself.view.view import unknown_row


@command(
    "replay",
    say(
        "Tell the season of a unit, or of a criterion over all units, again: claimed, appraised,"
        " sent back, replied, appraised a second time, appealed, published and corrected, each with"
        " who, when and why; of a unit its index, place and class too. For the desk: it names"
        " appraisers."
    ),
    summary=say("Tell the season of a unit or a criterion again."),
    examples=(
        "parself round replay ky-2023 --unit van-quan",
        "parself round replay ky-2023 --row 1.1.1 --format docx",
    ),
)
@round_argument
@option("--unit", "code", type=one_line, metavar="UNIT", about=say("The unit."))
@option("--row", "row_id", type=one_line, metavar="ROW", about=say("The criterion."))
@paper_options(
    say("The kind of file; else the papers are printed here."),
    say("Where to write; else a new file in the present folder."),
)
@json_option()
def replay(
    folder: Path,
    code: str | None,
    row_id: str | None,
    form: str | None,
    target: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Tell the season of a unit or of a row again."""
    view = open_overview(folder)
    require_whole(view.round)
    of = _asked(view, code, row_id)
    moments = tuple(_moments(view, of))
    case, form = RoundCase(view, date.today()), form_of(form, target)
    papers = season.papers(case, moments, of)
    told = printed(papers, max(WIDTH, shutil.get_terminal_size().columns))
    if form is not None:
        path = new_file(making.file_name(papers, form), target, replace=replace)
        files.write_atomic(path, making.drawn(papers, form))
        told = iter((files.show_path(path),))
    columns = season.columns(of_unit=isinstance(of, Unit))
    console.answer(as_json, lambda: {"moments": records(columns, moments)}, told)


def _asked(view: Overview, code: str | None, row_id: str | None) -> Unit | m.Row:
    if (code is None) is (row_id is None):
        what = say("Either a unit or a criterion is told.")
        raise UsageError(Problem(what, "--unit, --row", say("Name one of the two.")))
    if row_id is not None:
        if row_id not in view.round.rubric.rows:
            raise unknown_row(view.round.rubric, row_id)
        return view.round.rubric.rows[row_id]
    require_known(view.round, (code or "",))
    unit = view.round.roster.unit(code or "")
    assert unit is not None, "asked for above"
    return unit


def _moments(view: Overview, of: Unit | m.Row) -> Iterator[Moment]:
    """Yield the moments of a unit's rows, or of a row of all units."""
    if isinstance(of, Unit):
        for row in view.round.rubric.rows:
            yield from season_of(view, of, row)
        yield from season_of_unit(view, of)
        return
    for unit in view.round.roster.units:
        yield from season_of(view, unit, of.id)


COMMANDS: Final = (replay,)
