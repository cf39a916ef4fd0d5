"""Commands of a trainer before the class: packs are listed, checked, printed; a session is made."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import classroom, console, shapes, workshop_group
from parself.cli.console import answer, complain, narrate, out, out_json
from parself.cli.opening import new_file
from parself.cli.report import form_of, paper_options
from parself.cli.speech import (
    command,
    existing,
    expanded,
    folder_argument,
    group_of,
    json_option,
    option,
    output_option,
    replace_option,
)
from parself.errors import ExitCode, ParselfError, Problem, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.numerals import exact_count
from parself.rubric.catalogue import file_bytes
from parself.tables.data import Json, figure, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.text import cleaned
from parself.workshop import hand_ins
from parself.workshop.loading import find_pack, known_packs, pack_from_bytes, template
from parself.workshop.material import Material, make_session, open_session
from parself.workshop.pack import Pack

_TEMPLATE: Final = "tinh-huong-mau.toml"


@command(
    "list",
    say("List the packs for workshops that this program knows."),
    examples=("parself workshop list",),
)
@json_option()
def list_(as_json: bool) -> ExitCode:
    """List the packs for workshops that this program knows."""
    packs: list[Pack] = []
    problems: list[Problem] = []
    for name in known_packs():
        # Each file is judged apart: one that is no good never hides the others.
        try:
            packs.append(find_pack(name)[0])
        except ParselfError as error:
            problems += error.problems
    complain(problems)
    answer(
        as_json,
        lambda: {"packs": records(_columns(), packs), "problems": shapes.problems(problems)},
        listed(_columns(), packs),
    )
    return ExitCode.FINDINGS if problems else ExitCode.DONE


def _columns() -> tuple[Column[Pack], ...]:
    return (
        Column("id", _("Id"), lambda one: one.id),
        Column("edition", data=lambda one: one.head.edition),
        Column("title", _("Title"), lambda one: one.head.title, Kind.NAME),
        Column("minutes", _("Minutes"), lambda one: one.head.minutes, Kind.COUNT),
        Column("rows", _("Rows"), lambda one: len(one.keys), Kind.COUNT),
        Column(
            "points",
            _("Maximum"),
            lambda one: one.rubric.points,
            Kind.POINTS,
            data=lambda one: figure(one.rubric.points),
        ),
        Column("documents", data=lambda one: len(one.papers)),
        Column("faults", data=lambda one: len(one.faults)),
        Column("unit", _("Unit"), lambda one: one.unit.short),
    )


@command(
    "check",
    say(
        "Check packs: the key and every trap scored by the rules, sums, and whether each planted "
        "fault can be found in the dossier; every fault at once, with its place and what to do."
    ),
    summary=say("Check packs."),
    examples=("parself workshop check suoi-may-30-phut",),
)
@click.argument("names", metavar="ID|FILE...", nargs=-1, required=True, type=cleaned)
@json_option()
def check(names: tuple[str, ...], as_json: bool) -> ExitCode:
    """Check packs."""
    code = ExitCode.DONE
    shown: list[Json] = []
    for name in _spelled(names):
        found, error = _checked(name)
        problems = error.problems if error is not None else ()
        code = max(code, error.exit_code if error is not None else ExitCode.DONE)
        size = None if found is None else _size(found)
        told = {"pack": name, "ok": not problems, "problems": shapes.problems(problems)}
        shown.append({**told, "key": figure(found.key_points) if found else None})
        if not as_json:
            out(*_findings(name, size, problems))
    if as_json:
        out_json({"packs": shown})
    return code


def _spelled(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name in known_packs():
            yield name
        else:
            yield from map(show_path, expanded([existing(name)]))


def _checked(name: str) -> tuple[Pack | None, ParselfError | None]:
    try:
        if name in known_packs():
            return find_pack(name)[0], None
        path = existing(name)
        return pack_from_bytes(file_bytes(path), where=path.name), None
    except ParselfError as error:
        return None, error


def _size(pack: Pack) -> str:
    words = say(
        "{rows} rows, {documents} documents, {faults} planted faults; key {key:points} of "
        "{most:points} points.",
        rows=len(pack.keys),
        documents=len(pack.papers),
        faults=len(pack.faults),
        key=pack.key_points,
        most=pack.rubric.points,
    )
    return render(words)


def _findings(name: str, size: str | None, found: tuple[Problem, ...]) -> Iterator[str]:
    if size is not None:
        yield render(say("{file}: in order.", file=name))
        yield from wrapped(size, indent="  ")
        return
    yield render(say("{file}: faults found: {count}.", file=name, count=len(found)))
    for problem in found:
        yield from wrapped(render_problem(problem), indent="  ")


@command(
    "new",
    say(
        "Make the folder of a workshop's session from a pack: the pack with its key, which stays "
        "with the trainer, and the file without key that every group opens."
    ),
    summary=say("Make a session for a workshop."),
    examples=("parself workshop new lop-sang --pack suoi-may-30-phut --hints --why",),
)
@folder_argument()
@option("--pack", "pack", metavar="ID|FILE", required=True, about=say("The pack to be scored."))
@option("--hints", is_flag=True, about=say("Let groups ask for hints."))
@option("--why", is_flag=True, about=say("Let groups read the reason after they have answered."))
@option("--minutes", read=exact_count, about=say("Time for all rows; else the pack's."))
def new(folder: Path, pack: str, hints: bool, why: bool, minutes: int | None) -> None:
    """Make a session for a workshop."""
    made = make_session(folder, pack, now=datetime.now(), hints=hints, why=why, minutes=minutes)
    out(show_path(made.path))
    words = say(
        "Session {session}: {title}, {minutes} minutes. The key stays in this folder.",
        session=made.session,
        title=made.pack.head.title,
        minutes=made.terms.minutes,
    )
    narrate(words)
    if made.pack.districts:
        _narrate_day(made)
        return
    start = f'parself workshop start {show_path(made.hand_out)} DIR --group "…"'
    narrate(
        say("Give every group {file}; it begins: {command}", file=made.hand_out.name, command=start)
    )


def _narrate_day(made: Material) -> None:
    rubric, roster = made.day / hand_ins.RUBRIC_FILE, made.day / hand_ins.ROSTER_FILE
    begin = (
        f"parself round new ROUND --rubric {show_path(rubric)} --roster {show_path(roster)} "
        "--practice"
    )
    narrate(say("The hand-ins of the districts lie in {path}.", path=show_path(made.day)))
    narrate(say("The class plays the province: {command}", command=begin))


@command(
    "template",
    say("Write a small pack that is in order, with comments, to be changed into one's own."),
    summary=say("Write an example of a pack."),
    examples=("parself workshop template -o tinh-huong-mau.toml",),
)
@output_option("FILE.toml")
@replace_option()
def template_(target: Path | None, replace: bool) -> None:
    """Write an example of a pack."""
    path = new_file(_TEMPLATE, target, replace=replace)
    files.write_atomic(path, template())
    out(show_path(path))
    narrate(say("Change it, then: {command}", command=f"parself workshop check {show_path(path)}"))


@command(
    "print",
    say(
        "Print a session on paper: the dossier and the answer sheet of a group, or with --key the "
        "trainer's key sheet. Without --format they are printed here."
    ),
    summary=say("Print dossier, answer sheet or key."),
    examples=(
        "parself workshop print lop-sang --format docx",
        "parself workshop print lop-sang --key --format html",
    ),
)
@click.argument("folder", metavar="SESSION", type=existing)
@option("--key", "is_key", is_flag=True, about=say("Print the key, for the trainer alone."))
@paper_options(
    say("The kind of file; else the papers are printed here."),
    say("Where to write; else a new file in the present folder."),
)
def print_(
    folder: Path, is_key: bool, form: str | None, target: Path | None, replace: bool
) -> None:
    """Print dossier, answer sheet or key."""
    from parself.report import making, workshop
    from parself.tables.terminal import WIDTH, printed

    form, made = form_of(form, target), open_session(folder)
    papers = workshop.key_papers(made) if is_key else workshop.group_papers(made)
    if form is None:
        console.out(*printed(papers, WIDTH))
        return
    path = new_file(f"{workshop.stem(made, is_key=is_key)}.{form}", target, replace=replace)
    files.write_atomic(path, making.drawn(papers, form))
    out(show_path(path))
    if is_key:
        narrate(say("The key is for the trainer alone."))


COMMANDS: Final = (
    group_of(
        "workshop",
        say("Workshops: packs, sessions, the folders of groups, and what they agree on."),
        list_,
        check,
        template_,
        new,
        print_,
        *workshop_group.COMMANDS,
        *classroom.COMMANDS,
    ),
)
