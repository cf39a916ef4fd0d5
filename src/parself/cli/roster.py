"""Commands about rosters: units and their words, made, taken from Excel, changed, checked."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import click

from parself import files
from parself.cli import roster_text, shapes
from parself.cli.console import answer, narrate, out
from parself.cli.opening import new_file
from parself.cli.speech import (
    assessed_year,
    command,
    existing,
    group_of,
    json_option,
    option,
    options,
    output_option,
    replace_option,
)
from parself.errors import ExitCode, Message, ParselfError, Problem, UsageError, say
from parself.files import show_path
from parself.i18n import render, render_problem
from parself.limits import WORKBOOK_BYTES
from parself.rosters import changing, keeping
from parself.rosters.model import UnitList, faults
from parself.rosters.read import Imported, read_lines, read_list
from parself.rubric import catalogue
from parself.rubric.load import RubricError
from parself.rubric.peers import UnitKind
from parself.tables.data import record, records
from parself.tables.terminal import listed
from parself.text import cleaned, one_line
from parself.words.roster_words import KIND_WORDS

_TEMPLATE: Final = "danh-sach-don-vi.xlsx"
_KINDS: Final = tuple(kind.value for kind in UnitKind)


def _kind_option(*, required: bool = False) -> Callable[[Any], Any]:
    about = say("What kind of units they are; it decides how their papers look.")
    return option("--kind", required=required, among=_KINDS, about=about)


_ID = click.argument("roster_id", metavar="ID|FILE", type=cleaned)


@command(
    "list",
    say("List the rosters that this program knows: those of this computer and those shipped."),
    summary=say("List the rosters."),
    examples=("parself roster list",),
)
@json_option()
def list_(as_json: bool) -> ExitCode:
    """List the rosters."""
    found, problems = list[UnitList](), list[Problem]()
    for one in catalogue.ROSTERS.ids():
        try:
            found.append(keeping.find(one))
        except ParselfError as error:
            problems += error.problems
    columns = roster_text.lists()
    answer(
        as_json,
        lambda: {"rosters": records(columns, found), "problems": shapes.problems(problems)},
        [*listed(columns, found), *(f"! {render_problem(one)}" for one in problems)],
    )
    return ExitCode.FINDINGS if problems else ExitCode.DONE


@command(
    "show",
    say("Show a roster: the words of its papers, its units, and what was published of them."),
    summary=say("Show a roster and its units."),
    examples=("parself roster show lang-son-11-huyen",),
)
@_ID
@json_option()
def show(roster_id: str, as_json: bool) -> None:
    """Show a roster and its units."""
    found = keeping.find(roster_id)
    answer(
        as_json,
        lambda: {
            **record(roster_text.lists(), found),
            "words": roster_text.words_json(found),
            "units": records(roster_text.units(found), found.lines()),
        },
        roster_text.shown(found),
    )


@command(
    "check",
    say(
        "Check a roster, or a workbook before it is imported: every fault at once, each with its "
        "place or cell."
    ),
    summary=say("Check a roster or its workbook."),
    examples=(
        "parself roster check lang-son-11-huyen",
        'parself roster check 65-xa.xlsx --id hoa-lam-65-xa --parent "tỉnh Hòa Lâm"',
    ),
)
@_ID
@option("--id", "said_id", metavar="ID", about=say("Id of the list, where the file does not say."))
@option("--parent", about=say("What stands above the units: a province, a city, a ministry."))
@_kind_option()
@option("--year", read=assessed_year, about=say("Year of the figures in the file."))
@json_option()
def check(roster_id: str, as_json: bool, **said: Any) -> ExitCode:
    """Check a roster or its workbook."""
    problems: tuple[Problem, ...] = ()
    try:
        if _is_table(roster_id):
            _read(existing(roster_id), _said(**said))
        else:
            problems = tuple(faults(keeping.find(roster_id)))
    except RubricError as error:
        problems = error.problems
    answer(
        as_json,
        lambda: {"ok": not problems, "problems": shapes.problems(problems)},
        roster_text.findings(roster_id, problems),
    )
    return ExitCode.FINDINGS if problems else ExitCode.DONE


def _is_table(name: str) -> bool:
    return Path(name).suffix.casefold() in {".xlsx", ".csv", ".tsv", ".txt"}


def _said(
    said_id: str | None = None,
    parent: str | None = None,
    kind: str | None = None,
    year: int | None = None,
) -> dict[str, object]:
    told = {"id": said_id, "parent": parent, "kind": kind, "year": year}
    return {key: value for key, value in told.items() if value is not None}


def _read(path: Path, said: dict[str, object]) -> Imported:
    data = files.read_file(path, most=WORKBOOK_BYTES)
    return read_list(data, where=path.name, said=said)


@command(
    "new",
    say(
        "Make a roster from the names of its units: all else follows from kind and names and can "
        "be changed afterwards. For long lists, “parself roster template” writes a workbook."
    ),
    summary=say("Make a roster from names."),
    examples=(
        'parself roster new hoa-lam-so --kind department --parent "tỉnh Hòa Lâm"'
        ' "Sở Nội vụ" "Sở Tài chính"',
    ),
)
@click.argument("roster_id", metavar="ID", type=cleaned)
@click.argument("names", metavar="NAME...", nargs=-1, required=True, type=one_line)
@_kind_option(required=True)
@option(
    "--parent",
    required=True,
    type=one_line,
    about=say("What stands above the units: a province, a city, a ministry."),
)
def new(roster_id: str, names: tuple[str, ...], kind: str, parent: str) -> None:
    """Make a roster from names."""
    if keeping.is_known(roster_id):
        what = say("There is a roster “{id}” already; nothing was written.", id=roster_id)
        todo = say("Choose another id, or add units: {command}", command="parself roster add")
        raise UsageError(Problem(what, todo=todo))
    _keep(changing.begun(roster_id, parent, UnitKind(kind), names))


@command(
    "template",
    say("Write an Excel workbook to be filled in with units, one in a line."),
    summary=say("Write an empty workbook for a roster."),
    examples=("parself roster template hoa-lam-xa --kind commune -o danh-sach-xa.xlsx",),
)
@click.argument("roster_id", metavar="ID", type=cleaned)
@_kind_option(required=True)
@output_option("FILE.xlsx")
@replace_option()
def template(roster_id: str, kind: str, target: Path | None, replace: bool) -> None:
    """Write an empty workbook for a roster."""
    from parself.rosters import book

    path = new_file(_TEMPLATE, target, replace=replace)
    files.write_atomic(path, book.template(roster_id, UnitKind(kind)))
    out(show_path(path))
    after = f"parself roster import {show_path(path)}"
    narrate(say("Fill it in, then: {command}", command=after))


@command(
    "export",
    say(
        "Write a roster with what was published of its units as a workbook; “parself roster "
        "import” makes the same of it again."
    ),
    summary=say("Write a roster as a workbook."),
    examples=("parself roster export lang-son-11-huyen -o 11-huyen.xlsx",),
)
@_ID
@output_option("FILE.xlsx")
@replace_option()
def export(roster_id: str, target: Path | None, replace: bool) -> None:
    """Write a roster as a workbook."""
    from parself.rosters import book

    found = keeping.find(roster_id)
    path = new_file(f"{found.roster.id}.xlsx", target, replace=replace)
    files.write_atomic(path, book.workbook(found))
    out(show_path(path))


@command(
    "import",
    say(
        "Take a roster from a workbook or a table saved as text: its own workbook, or any table "
        "with a heading over the units' names; columns of index and rank become last year's "
        "standings. Every fault is told by its cell, all at once; nothing is written until there "
        "is none. It is kept among this computer's own rosters."
    ),
    summary=say("Take a roster from a workbook."),
    examples=(
        'parself roster import 65-xa.xlsx --id hoa-lam-65-xa --parent "tỉnh Hòa Lâm"',
        "parself roster import so.xlsx --replace",
    ),
)
@click.argument("source", metavar="FILE", type=existing)
@option("--id", "said_id", metavar="ID", about=say("Id of the list, where the file does not say."))
@option("--parent", about=say("What stands above the units: a province, a city, a ministry."))
@_kind_option()
@option("--year", read=assessed_year, about=say("Year of the figures in the file."))
@option(
    "-o",
    "--output",
    "target",
    type=existing,
    metavar="FOLDER",
    about=say("Folder to write rosters and standings into, instead of this computer's own."),
)
@replace_option()
def import_(source: Path, target: Path | None, replace: bool, **said: Any) -> None:
    """Take a roster from a workbook."""
    taken = _read(source, _said(**said))
    for notice in taken.notices:
        narrate(notice)
    _keep(taken.found, target, replace=replace)


@command(
    "set",
    say(
        "Change the words of a roster, or with UNIT one unit: KEY=VALUE, an empty value clears. "
        "Numbers as on the screens: 78,5. Without a KEY, what can be set is listed."
    ),
    summary=say("Change words, a unit, last year's figures."),
    examples=(
        "parself roster set hoa-lam-so year=2025 head=",
        "parself roster set hoa-lam-so so-noi-vu index=85,25 rank=1 status=official",
        'parself roster set hoa-lam-so so-noi-vu head="Quyền Giám đốc"',
    ),
)
@click.argument("roster_id", metavar="ID", type=cleaned)
@click.argument("words", metavar="[UNIT] [KEY=VALUE]...", nargs=-1, type=cleaned)
def set_(roster_id: str, words: tuple[str, ...]) -> None:
    """Change words, a unit, last year's figures."""
    found = keeping.find(roster_id)
    code = words[0] if words and "=" not in words[0] else ""
    pairs = _pairs(words[1:] if code else words)
    if not pairs:
        out(*roster_text.settable(found, code))
        return
    _keep(changing.with_unit(found, code, pairs) if code else changing.with_head(found, pairs))


def _pairs(words: Iterable[str]) -> dict[str, str]:
    pairs = dict[str, str]()
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or key in pairs:
            what = say("“{word}” is no new KEY=VALUE.", word=word[:60])
            raise UsageError(Problem(what, todo=say("Write KEY=VALUE, each key once.")))
        pairs[key] = value
    return pairs


@command(
    "add",
    say(
        "Add units to a roster by their names, or take figures and units from a table: a unit "
        "that is there gets what the table tells, another one is added."
    ),
    summary=say("Add units, or figures from a table."),
    examples=(
        'parself roster add hoa-lam-so "Sở Y tế"',
        "parself roster add hoa-lam-so --from xep-hang-2025.xlsx --year 2025",
    ),
)
@click.argument("roster_id", metavar="ID", type=cleaned)
@click.argument("names", metavar="[NAME]...", nargs=-1, type=one_line)
@options(
    option(
        "--from", "source", type=existing, metavar="FILE", about=say("A table of units to take in.")
    ),
    option("--year", read=assessed_year, about=say("Year of the figures in the file.")),
)
def add(roster_id: str, names: tuple[str, ...], source: Path | None, year: int | None) -> None:
    """Add units, or figures from a table."""
    found = keeping.find(roster_id)
    if source is None and not names:
        raise UsageError(Problem(say("Name units, or a file with --from.")))
    if source is not None:
        data = files.read_file(source, most=WORKBOOK_BYTES)
        told = read_lines(data, where=source.name, of=found)
        found = changing.with_lines(found, told.lines, year or told.year)
        for notice in told.notices:
            narrate(notice)
    _keep(changing.with_names(found, names) if names else found)


@command(
    "remove",
    say("Take units out of a roster."),
    examples=("parself roster remove hoa-lam-so so-y-te",),
)
@click.argument("roster_id", metavar="ID", type=cleaned)
@click.argument("codes", metavar="UNIT...", nargs=-1, required=True, type=cleaned)
def remove(roster_id: str, codes: tuple[str, ...]) -> None:
    """Take units out of a roster."""
    _keep(changing.without(keeping.find(roster_id), codes))


def _keep(found: UnitList, folder: Path | None = None, *, replace: bool = True) -> None:
    kept = keeping.keep(found, folder, replace=replace)
    out(show_path(kept.roster))
    if kept.standings is not None:
        out(show_path(kept.standings))
    narrate(_size(found))


def _size(found: UnitList) -> Message:
    roster = found.roster
    kind = KIND_WORDS.get(roster.kind) if roster.kind else None
    return say(
        "{id}: {count:count} units of {parent}{kind}.",
        id=roster.id,
        count=len(roster.units),
        parent=roster.parent,
        kind=f" ({render(kind)})" if kind else "",
    )


COMMANDS: Final = (
    group_of(
        "roster",
        say("Rosters of units: list, make, take from Excel, change, check."),
        list_,
        show,
        check,
        new,
        template,
        import_,
        export,
        set_,
        add,
        remove,
    ),
)
