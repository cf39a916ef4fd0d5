"""The command that writes a round as open tables."""

from datetime import date
from pathlib import Path
from typing import Final

from parself import files
from parself.cli import console
from parself.cli.speech import command, existing, json_option, option
from parself.cli.unit_files import round_argument
from parself.errors import say
from parself.province.frozen import require_held
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import require_whole
from parself.report import making, open_tables
from parself.report.case import RoundCase
from parself.tables.package import DESCRIPTION, files_of
from parself.text import slug

_WIDE: Final = "wide.xlsx"


@command(
    "tables",
    say(
        "Write a round as open tables into a new folder: units, criteria, points by stage,"
        " conclusions, remarks and standings as CSV with a {description} that says what every"
        " column is, and one wide Excel sheet. They hold what units may be sent, and nothing else:"
        " no internal remark, no appraiser's name, and no place before publication.",
        description=DESCRIPTION,
    ),
    summary=say("Write a round as open tables (CSV)."),
    examples=("parself round tables ky-2023 -o bang-mo-2023",),
)
@round_argument
@option(
    "-o",
    "--output",
    "place",
    type=existing,
    metavar="FOLDER",
    about=say("A new or empty folder; else a new one in the present folder."),
)
@json_option()
def tables(folder: Path, place: Path | None, as_json: bool) -> None:
    """Write a round as open tables."""
    view = open_overview(folder)
    round_ = require_held(require_whole(view.round))
    case, told = RoundCase(view, date.today()), open_tables.told_of(view)
    resources = open_tables.resources(case, told)
    target = place or Path(f"bang-mo-{slug(round_.title) or round_.year}")
    with files.new_folder(target):
        for name, data in files_of(_name(round_), round_.title or round_.id, resources):
            files.write_atomic(target / name, data)
        data = making.drawn(open_tables.wide(case, told), "xlsx")
        files.write_atomic(target / _WIDE, data)
    console.answer(
        as_json,
        lambda: {
            "folder": str(target),
            "files": [*(one.file for one in resources), DESCRIPTION, _WIDE],
            "tables": [{"name": one.name, "lines": len(one.rows)} for one in resources],
        },
        (files.show_path(target),),
    )
    console.complain(round_.trouble)


def _name(round_: Round) -> str:
    """Return the package's name: lower case, as its format asks."""
    return f"{slug(round_.roster.id)}-{round_.year}"


COMMANDS: Final = (tables,)
