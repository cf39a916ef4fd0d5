"""Commands about the province's own figures: taken over from a file, and compared with claims."""

from datetime import datetime
from pathlib import Path

from parself.cli import console, reference_text
from parself.cli.speech import command, group_of, json_option, option
from parself.cli.unit_files import file_argument, importing, named, round_argument, taken
from parself.cli.who import who_option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.province import referring
from parself.province.overview import Overview, open_overview
from parself.province.terms import Change
from parself.province.unit_figures import Asked
from parself.text import one_line
from parself.values import evolve


@command(
    "import",
    say(
        "Take reference figures of all units over from an .xlsx or .csv file, and show where claims"
        " differ. One column is read where --row and --key say what it is; else every column whose"
        " heading names a row and its figure. Shown first; written with --yes."
    ),
    summary=say("Take reference figures over from a file."),
    examples=(
        "parself round reference import ky-2023 cong-dvc.xlsx --row 3.4.1 --key part"
        ' --column "đúng hạn" --source "Cổng DVC"',
        'parself round reference import ky-2023 doi-chieu.csv --source "Cổng DVC" --yes',
    ),
)
@round_argument
@file_argument
@option("--row", metavar="ROW", about=say("The row that the column is of."))
@option("--key", metavar="KEY", about=say("The row's figure: part, whole, count."))
@option("--column", type=one_line, about=say("Words of the column's heading."))
@option(
    "--source",
    required=True,
    type=one_line,
    about=say("Where the figures come from, as people read it."),
)
@importing
@who_option
@json_option()
def import_(
    folder: Path,
    file: Path,
    row: str | None,
    key: str | None,
    column: str | None,
    source: str,
    matches: tuple[str, ...],
    is_meant: bool,
    why: str | None,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Take reference figures over from a file."""
    if not source:
        raise UsageError(Problem(say("Say where the figures come from."), "--source"))
    before = open_overview(folder)
    rows = referring.rows_with_figures(before.round)
    asked = Asked(rows, row or "", key or "", column or "", named(matches))
    said = taken(before.round, file, asked)
    after = referring.updated(before.references, said.figures, source)
    view, unnoted = evolve(before, references=after), tuple[Problem, ...]()
    if is_meant:
        change = Change(who, datetime.now(), why or "")
        unnoted = referring.import_references(folder, said, source, change)
        view = open_overview(folder)
    console.answer(
        as_json,
        lambda: reference_text.imported_json(view, said, written=is_meant),
        reference_text.imported(view, said, written=is_meant),
    )
    for note in said.notes:
        console.narrate(note)
    console.complain(unnoted)
    return ExitCode.FINDINGS if unnoted else ExitCode.DONE


@command(
    "show",
    say(
        "Show which reference figures there are, and every claim that differs, with both figures."
        " Differences are internal remarks; whether one counts, an appraiser decides."
    ),
    summary=say("Show the claims that differ."),
    examples=(
        "parself round reference show ky-2023",
        "parself round reference show ky-2023 --json",
    ),
)
@round_argument
@json_option()
def show(folder: Path, as_json: bool) -> None:
    """Show the claims that differ."""
    view: Overview = open_overview(folder)
    console.answer(as_json, lambda: reference_text.shown_json(view), reference_text.shown(view))


group = group_of(
    "reference",
    say("Compare claims with the province's own figures: of portals, of the treasury."),
    import_,
    show,
)
