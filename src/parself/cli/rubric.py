"""Commands about rubrics: list, show, check; see `annex` for workbooks, `edition` for editions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

import click

from parself import toml
from parself.cli import annex, edition, shapes
from parself.cli.console import answer, complain, out, out_json
from parself.cli.speech import command, existing, expanded, group_of, json_option
from parself.errors import ExitCode, ParselfError, Problem, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.report.levels import level_of
from parself.rubric import load, peers
from parself.rubric import model as m
from parself.rubric.catalogue import (
    file_bytes,
    find_file,
    find_rubric,
    name_fault,
    readable_rubrics,
)
from parself.rubric.check import rubric_remarks
from parself.rubric.identity import scoring_hash
from parself.tables.data import Json, figure, record, records
from parself.tables.model import Column, Kind, Level, Table, line_of
from parself.tables.terminal import aligned, listed, wrapped
from parself.text import cleaned
from parself.words import caution
from parself.words.place_words import DEPTHS, level_names


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
    answer(
        as_json,
        lambda: {"rubrics": records(_columns(), rubrics), "problems": shapes.problems(problems)},
        listed(_columns(), rubrics),
    )
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
    answer(as_json, lambda: record(_columns(), rubric), _lines(rubric))


def _columns() -> tuple[Column[m.Rubric], ...]:
    return (
        Column("id", _("Id"), lambda one: one.id),
        Column("edition", data=lambda one: one.edition),
        Column("year", _("Year"), lambda one: str(one.year), data=lambda one: one.year),
        Column(
            "status",
            _("Status"),
            lambda one: render(caution.RUBRIC_STATUS[one.status]),
            data=lambda one: one.status.value,
        ),
        Column("items", _("Rows"), lambda one: len(tuple(one.items())), Kind.COUNT),
        Column("title", _("Title"), lambda one: one.title),
        Column("scoring_hash", data=scoring_hash),
        Column("roster", data=lambda one: one.roster),
        Column("standings", data=lambda one: one.standings or None),
        Column("areas", data=lambda one: len(one.areas)),
        Column("criteria", data=lambda one: _standing_at(one, 1)),
        Column("sub_criteria", data=lambda one: _standing_at(one, 2)),
        Column(
            "levels",
            data=lambda one: [
                {"name": name, "count": _standing_at(one, depth)}
                for depth, name in enumerate(level_names(one))
            ],
        ),
        Column("points", data=_points),
    )


def _standing_at(rubric: m.Rubric, depth: int) -> int:
    """Return how many areas, criteria or rows stand below so many levels."""
    return sum(node.depth == depth for node in rubric.nodes)


def _points(rubric: m.Rubric) -> Json:
    """Return the sums of maxima: of all rows, and by who scores them."""
    sums = dict.fromkeys(m.Source, Decimal(0))
    for item in rubric.items():
        sums[item.source] += item.points
    return {
        "total": figure(rubric.points),
        **{source.value: figure(points) for source, points in sums.items()},
    }


def _lines(rubric: m.Rubric) -> Iterator[str]:
    size = record(_columns(), rubric)
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
    if rubric.depth > len(DEPTHS):
        counted = enumerate(level_names(rubric))
        yield " · ".join(f"{name}: {_standing_at(rubric, depth)}" for depth, name in counted)
    yield ""
    yield from aligned(_rows(rubric))


Part = m.Area | m.Criterion | m.Row


def _rows(rubric: m.Rubric) -> Table:
    def source(part: Part) -> str:
        match part:
            case m.Item():
                return render(_SOURCES[part.source])
            case m.Adjustment():
                return render(_KINDS[part.kind])
            case _:
                return ""

    columns: tuple[Column[Part], ...] = (
        Column("id", "", lambda part: part.id),
        Column("title", "", lambda part: part.title, Kind.NAME),
        Column("points", "", lambda part: part.points, Kind.POINTS),
        Column("source", "", source),
    )
    table = Table(columns, ())
    nodes = (line_of(columns, node.part, level_of(node)) for node in rubric.nodes)
    table = table.ending(*nodes)
    adjustments = (line_of(columns, one, Level.AREA) for one in rubric.adjustments)
    return table.ending(*adjustments)


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
    shown: list[Json] = []
    for path in _files(names):
        kind, error, remarks = _checked(path)
        found = error.problems if error is not None else ()
        code = max(code, error.exit_code if error is not None else ExitCode.DONE)
        faults = shapes.problems(found)
        shown.append(
            {
                "file": show_path(path),
                "kind": kind,
                "ok": not found,
                "problems": faults,
                "remarks": shapes.problems(remarks),
            }
        )
        if not as_json:
            out(*_findings(path, found, remarks))
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


def _checked(path: Path) -> tuple[str | None, ParselfError | None, tuple[Problem, ...]]:
    """Return what kind of file it is, where that can be told, what is wrong, and remarks."""
    kind = None
    remarks: tuple[Problem, ...] = ()
    try:
        data = file_bytes(path)
        table_ = toml.read(data, where=path.name).table
        kind = next((name for name in _READERS if name in table_), "rubric")
        found = _READERS[kind](data, where=path.name)
        misnamed = name_fault(path, found.id)
        if misnamed is not None:
            raise load.RubricError(misnamed)
        if isinstance(found, m.Rubric):
            remarks = tuple(rubric_remarks(found))
    except ParselfError as error:
        return kind, error, ()
    return kind, None, remarks


def _findings(
    path: Path, found: tuple[Problem, ...], remarks: tuple[Problem, ...]
) -> Iterator[str]:
    if not found:
        yield render(say("{file}: in order.", file=show_path(path)))
        if remarks:
            yield render(say("To be known: {count}.", count=len(remarks)))
        for remark in remarks:
            yield from wrapped(render_problem(remark), indent="  ")
        return
    yield render(say("{file}: faults found: {count}.", file=show_path(path), count=len(found)))
    for problem in found:
        yield from wrapped(render_problem(problem), indent="  ")


COMMANDS: Final = (
    group_of(
        "rubric",
        say("List, show and check rubrics; take them from Excel and back; compare editions."),
        list_,
        show,
        check,
        *annex.COMMANDS,
        *edition.COMMANDS,
    ),
)
