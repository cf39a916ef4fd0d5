"""Commands about the parts of departments: split, open, join, undo, ledger."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.assessment import store
from parself.assessment.possible import FIGURES
from parself.cli import parts_text
from parself.cli.console import answer, complain, narrate, out
from parself.cli.opening import locked, open_folder, require_files
from parself.cli.speech import (
    command,
    existing,
    expanded,
    folder_argument,
    group_of,
    json_option,
    option,
)
from parself.desk import handing_out
from parself.errors import ExitCode, Problem, UsageError, say
from parself.submission import coming, joining, parts_ledger
from parself.submission.joining import Joined, Preview
from parself.submission.landing import Outcome
from parself.submission.merging import Choice
from parself.submission.parting import FIELDS

_DONE: Final = frozenset({Outcome.NEW, Outcome.NEWER, Outcome.SAME})


@command(
    "split",
    say(
        "Give a department its part: a folder that parself opens, one file where -o ends in .zip, "
        "or an Excel form. Without a department, list them with their rows."
    ),
    summary=say("Give departments their parts."),
    examples=(
        "parself part split van-quan-2023",
        "parself part split van-quan-2023 --department tu-phap -o E:/",
        "parself part split van-quan-2023 --department tc-kh --xlsx",
    ),
)
@folder_argument()
@option(
    "--department",
    "codes",
    metavar="CODE",
    multiple=True,
    about=say("The department; may be given several times."),
)
@option("--all", "every", is_flag=True, about=say("All departments that have rows."))
@option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    type=existing,
    about=say("Where to write; else beside the assessment's folder."),
)
@option("--xlsx", "form", is_flag=True, about=say("Write a locked Excel form to be filled in."))
@json_option()
def split(
    folder: Path,
    codes: tuple[str, ...],
    every: bool,
    output: Path | None,
    form: bool,
    as_json: bool,
) -> None:
    """Give departments their parts."""
    opened = open_folder(folder)
    known = handing_out.departments(opened.rubric)
    wanted = tuple(one.id for one, _rows in known) if every else codes
    if not wanted:
        ledger = parts_ledger.read(opened)
        lines = parts_text.departments(opened, ledger)
        answer(as_json, lambda: parts_text.split_json(opened, ledger, ()), lines)
        return
    if len(wanted) > 1 and output is not None and not output.is_dir():
        what = say("Several parts need a folder to be written in.")
        raise UsageError(Problem(what, files.show_path(output), say("Make that folder first.")))
    make = handing_out.make_of(output, form=form)
    now = datetime.now()
    with locked(folder) as held:
        given = handing_out.give_all(held, wanted, output, make, now=now)
    answer(
        as_json,
        lambda: parts_text.split_json(opened, parts_ledger.read(opened), given),
        parts_text.given(given),
    )
    complain(problem for one in given for problem in one.unnoted)


@command(
    "open",
    say("Unpack a part that came as one file into a folder, to be filled in with parself."),
    examples=("parself part open van-quan-2023-tu-phap.zip",),
)
@click.argument("file", metavar="FILE", type=existing)
@click.argument("folder", metavar="[DIR]", required=False, type=existing)
def open_(file: Path, folder: Path | None) -> None:
    """Unpack a part into a folder."""
    require_files([file])
    made = handing_out.open_part(file, folder)
    out(files.show_path(made.path))
    narrate(say("Open it: {command}", command=f"parself {files.show_path(made.path)}"))


@command(
    "join",
    say(
        "Join parts that departments return: files of parself, folders, or Excel forms, "
        "or a folder in which they lie. What only "
        "the department changed is taken over; what both sides changed stays as it is until "
        "somebody chooses. Look first with --preview."
    ),
    summary=say("Join what departments return."),
    examples=(
        "parself part join van-quan-2023 van-quan-2023-tc-kh.xlsx --preview",
        "parself part join van-quan-2023 van-quan-2023-*.xlsx --take 6.1=theirs --take 6.2.1=mine",
    ),
)
@folder_argument()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=existing)
@option("--preview", is_flag=True, about=say("Only show what would change."))
@option(
    "--take",
    "taken",
    metavar="ROW=mine|theirs",
    multiple=True,
    about=say(
        "Whose version of a row counts, or of one field of it: 6.1.explanation; may be given"
        " several times."
    ),
)
@option(
    "--all-theirs",
    "rest",
    flag_value="theirs",
    about=say("In all other conflicts the department's version counts."),
)
@option(
    "--all-mine",
    "rest",
    flag_value="mine",
    about=say("In all other conflicts the version here counts."),
)
@json_option()
def join(
    folder: Path,
    paths: tuple[Path, ...],
    preview: bool,
    taken: tuple[str, ...],
    rest: str | None,
    as_json: bool,
) -> ExitCode:
    """Join what departments return."""
    named = expanded(paths)
    require_files(named)
    came = [one for path in named for one in coming.inside(path, coming.PARTS)]
    opened = open_folder(folder)
    choices = _choices(opened, taken)
    if preview:
        ledger = parts_ledger.read(opened)
        decide = partial(_decided, choices=choices, rest=rest)
        seen = joining.previews(opened, came, ledger, decide, now=datetime.now())
        would = [Joined(opened, one, one.outcome) for one in seen]
        _tell(opened, would, as_json, landed=False)
        refused = joining.refusal(opened.assessment)
        complain([refused] if refused is not None else ())
        return _code(would) if refused is None else ExitCode.FINDINGS
    done: list[Joined] = []
    with locked(folder) as held:
        for path in came:
            ledger = parts_ledger.read(held)
            one = joining.preview(held, path, ledger)
            joined = joining.join(held, one, _decided(one, choices, rest), now=datetime.now())
            held = joined.folder
            done.append(joined)
    _tell(held, done, as_json, landed=True)
    complain(problem for one in done for problem in one.unnoted)
    return ExitCode.FINDINGS if any(one.missing or one.unnoted for one in done) else _code(done)


def _choices(opened: store.Folder, taken: tuple[str, ...]) -> dict[str, Choice]:
    """Read ROW=mine|theirs. Raises `UsageError`."""
    found: dict[str, Choice] = {}
    for words in taken:
        row, _sep, word = words.partition("=")
        if not _is_key(opened, row) or word not in {Choice.MINE.value, Choice.THEIRS.value}:
            what = say("“{words}” is no choice.", words=words[:60])
            todo = say("Write the row and whose version counts: {example}.", example="6.1=theirs")
            raise UsageError(Problem(what, "--take", todo))
        found[row] = Choice(word)
    return found


def _is_key(opened: store.Folder, key: str) -> bool:
    """Say whether a key names a row, one field of a row, or a shared figure."""
    row, _dot, name = key.rpartition(".")
    is_field = row in opened.rubric.rows and name in FIELDS
    return key in opened.rubric.rows or is_field or key.startswith(FIGURES)


def _decided(
    seen: Preview, choices: Mapping[str, Choice], rest: str | None
) -> Mapping[str, Choice]:
    if rest is None or seen.merge is None:
        return choices
    return {**dict.fromkeys(seen.merge.undecided(choices), Choice(rest)), **choices}


def _tell(opened: store.Folder, done: list[Joined], as_json: bool, *, landed: bool) -> None:
    lines = parts_text.joined(opened, done, landed=landed)
    answer(as_json, lambda: parts_text.joined_json(done, landed=landed), lines)


def _code(done: list[Joined]) -> ExitCode:
    """Return whether every file was used whole."""
    good = all(one.outcome in _DONE and not one.preview.faults for one in done)
    return ExitCode.DONE if good else ExitCode.FINDINGS


@command(
    "undo",
    say("Take the last joining of a part back; rows that were changed since stay."),
    examples=("parself part undo van-quan-2023",),
)
@folder_argument()
def undo(folder: Path) -> ExitCode:
    """Take the last joining back."""
    with locked(folder) as held:
        done = joining.undo(held, parts_ledger.read(held), now=datetime.now())
    out(*parts_text.undone(done))
    complain(done.unnoted)
    return ExitCode.FINDINGS if done.kept or done.unnoted else ExitCode.DONE


@command(
    "ledger",
    say("Show what was given out and what came back: when, from whom, and what became of it."),
    examples=("parself part ledger van-quan-2023", "parself part ledger van-quan-2023 --json"),
)
@folder_argument()
@json_option()
def ledger_(folder: Path, as_json: bool) -> None:
    """Show what was given out and what came back."""
    opened = open_folder(folder)
    ledger = parts_ledger.read(opened)
    answer(
        as_json, lambda: parts_text.ledger_json(opened, ledger), parts_text.ledger(opened, ledger)
    )


COMMANDS: Final = (
    group_of(
        "part",
        say("Give departments their rows to fill in, and join what they return."),
        split,
        open_,
        join,
        undo,
        ledger_,
    ),
)
