"""Commands about rubrics: list, show, check; see `annex` for workbooks, `edition` for editions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from parself import toml
from parself.cli import annex, edition, shapes
from parself.cli.console import complain, out, out_json, shortened, table, wrapped
from parself.cli.speech import SpokenGroup, command, existing, expanded, json_option
from parself.errors import ExitCode, ParselfError, Problem, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.numerals import show_decimal
from parself.rubric import load, peers
from parself.rubric import model as m
from parself.rubric.catalogue import (
    file_bytes,
    find_file,
    find_rubric,
    name_fault,
    readable_rubrics,
)
from parself.text import cleaned
from parself.words import caution

_TITLE_CELLS: Final = 58


@click.group(
    "rubric",
    cls=SpokenGroup,
    about=say("List, show and check rubrics; take them from Excel and back; compare editions."),
    subcommand_metavar="COMMAND …",
)
def group() -> None:
    """List, show and check rubrics; take them from Excel and back."""


@command(
    "list",
    say("List the rubrics that this program knows."),
    examples=("parself rubric list",),
)
@json_option()
def list_(as_json: bool) -> ExitCode:
    """List the rubrics that this program knows."""
    rubrics, unread = readable_rubrics()
    problems = [problem for error in unread for problem in error.problems]
    complain(problems)
    code = max((error.exit_code for error in unread), default=ExitCode.DONE)
    if as_json:
        listed = [shapes.rubric(rubric) for rubric in rubrics]
        out_json({"rubrics": listed, "problems": shapes.problems(problems)})
        return code
    rows = [[_("Id"), _("Year"), _("Status"), _("Rows"), _("Title")]]
    rows += [
        [
            rubric.id,
            str(rubric.year),
            render(caution.RUBRIC_STATUS[rubric.status]),
            str(sum(1 for item in rubric.items())),
            rubric.title,
        ]
        for rubric in rubrics
    ]
    out(*table(rows, right={3}))
    return code


@command(
    "show",
    say("Show a rubric: what it counts, and every row with its points and who scores it."),
    summary=say("Show a rubric and its rows."),
    examples=("parself rubric show lang-son-huyen-2023",),
)
@click.argument("rubric_id", metavar="ID|FILE", type=cleaned)
@json_option()
def show(rubric_id: str, as_json: bool) -> None:
    """Show a rubric and its rows."""
    rubric, _bytes = find_rubric(rubric_id)
    if as_json:
        out_json(shapes.rubric(rubric))
    else:
        out(*_lines(rubric))


def _lines(rubric: m.Rubric) -> Iterator[str]:
    size = shapes.rubric(rubric)
    yield f"{rubric.title} · {rubric.year} · {rubric.id}"
    yield from (line for line in [caution.rubric_warning(rubric)] if line)
    if rubric.note:
        yield from wrapped(rubric.note)
    yield render(
        say(
            "{areas} areas, {criteria} criteria, {sub_criteria} sub-criteria, {items} scored "
            "rows, {points:points} points",
            **{name: size[name] for name in ("areas", "criteria", "sub_criteria", "items")},
            points=rubric.points,
        )
    )
    yield ""
    yield from table(list(_rows(rubric)), right={2})


def _rows(rubric: m.Rubric) -> Iterator[list[str]]:
    for area in rubric.areas:
        yield _row(area.id, area.title, area.points, "")
        for criterion in area.criteria:
            source = render(_SOURCES[criterion.items[0].source]) if criterion.is_item else ""
            yield _row(criterion.id, f"  {criterion.title}", criterion.points, source)
            if not criterion.is_item:
                for item in criterion.items:
                    source = render(_SOURCES[item.source])
                    yield _row(item.id, f"    {item.title}", item.points, source)
    for adjustment in rubric.adjustments:
        kind = render(_KINDS[adjustment.kind])
        yield _row(adjustment.id, adjustment.title, adjustment.points, kind)


def _row(row_id: str, title: str, points: Decimal, source: str) -> list[str]:
    return [row_id, shortened(title, _TITLE_CELLS), show_decimal(points), source]


_SOURCES: Final = {
    m.Source.SELF: say("self"),
    m.Source.SURVEY: say("survey"),
    m.Source.APPRAISER: say("scored above"),
}
_KINDS: Final = {"bonus": say("bonus"), "penalty": say("penalty")}


@command(
    "check",
    say(
        "Check files of rubrics, rosters and standings: every fault at once, each with its place "
        "and what to do."
    ),
    summary=say("Check rubric files."),
    examples=("parself rubric check cua-toi.toml", "parself rubric check lang-son-huyen-2023"),
)
@click.argument("names", metavar="ID|FILE...", nargs=-1, required=True, type=cleaned)
@json_option()
def check(names: tuple[str, ...], as_json: bool) -> ExitCode:
    """Check rubric files."""
    code = ExitCode.DONE
    shown: list[shapes.Json] = []
    for path in _files(names):
        kind, error = _checked(path)
        found = error.problems if error is not None else ()
        code = max(code, error.exit_code if error is not None else ExitCode.DONE)
        shown.append(shapes.checked(show_path(path), kind, found))
        if not as_json:
            out(*_findings(path, found))
    if as_json:
        out_json({"files": shown})
    return code


def _files(names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        spelled = expanded([existing(name)])
        yield from spelled if len(spelled) > 1 else [find_file(str(spelled[0]))]


_READERS: Final[Mapping[str, Callable[..., m.Rubric | peers.Roster | peers.Standings]]] = {
    "rubric": load.rubric_from_bytes,
    "roster": load.roster_from_bytes,
    "standings": load.standings_from_bytes,
}


def _checked(path: Path) -> tuple[str | None, ParselfError | None]:
    """Return what kind of file it is, where that can be told, and what is wrong with it."""
    kind = None
    try:
        data = file_bytes(path)
        table_ = toml.read(data, where=path.name).table
        kind = next((name for name in _READERS if name in table_), "rubric")
        found = _READERS[kind](data, where=path.name)
        misnamed = name_fault(path, found.id)
        if misnamed is not None:
            raise load.RubricError(misnamed)
    except ParselfError as error:
        return kind, error
    return kind, None


def _findings(path: Path, found: tuple[Problem, ...]) -> Iterator[str]:
    if not found:
        yield render(say("{file}: in order.", file=show_path(path)))
        return
    yield render(say("{file}: faults found: {count}.", file=show_path(path), count=len(found)))
    for problem in found:
        yield from wrapped(render_problem(problem), indent="  ")


for _command in (list_, show, check, *annex.COMMANDS, *edition.COMMANDS.values()):
    group.add_command(_command)

COMMANDS: Final[Mapping[str, click.Command]] = {"rubric": group}
