"""The trainer's commands: collecting works, the board, revealing it step by step."""

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

import click

from parself import files
from parself.cli import console
from parself.cli.classroom_text import board_json, board_lines
from parself.cli.opening import new_file
from parself.cli.report import form_of, paper_options
from parself.cli.speech import command, existing, json_option, one_of, option
from parself.cli.unit_files import noted
from parself.desk import class_desk
from parself.errors import ExitCode, Problem, say
from parself.numerals import exact_count
from parself.report import classroom, making
from parself.tables.data import Json
from parself.text import one_line
from parself.words import workshop_words as words
from parself.workshop import polling
from parself.workshop.board import Board
from parself.workshop.collected import Stage
from parself.workshop.collecting import PAUSE
from parself.workshop.judging import Verdict
from parself.workshop.polling import Collector, News, Told
from parself.workshop.session import Session

session_argument = click.argument("session", metavar="SESSION", type=existing)
_UNDO: Final = "undo"


@command(
    "collect",
    say(
        "Collect the works of the groups from a stick or a shared folder, and go on looking until"
        " Ctrl+C. Nothing is ever written to that folder. A file counts once it stands still and"
        " is whole; what was collected stays in the session."
    ),
    summary=say("Collect the groups' works from a folder."),
    examples=("parself workshop collect lop-sang bai-lam --once",),
)
@session_argument
@click.argument("folder", metavar="FOLDER", type=existing)
@option("--once", is_flag=True, about=say("Look until all files were read, then end."))
@json_option()
def collect(session: Path, folder: Path, once: bool, as_json: bool) -> ExitCode:
    """Collect works from a folder."""
    desk = class_desk.opened(session)
    collector = Collector(desk.session, folder)
    told: dict[str, Json] = {}
    try:
        for one in _news(desk.session, collector, once=once):
            console.narrate_text(words.news_words(one))
            told[one.file] = _news_json(one)
    except KeyboardInterrupt:
        console.narrate(say("Collecting has ended. What was collected is in the session."))
    desk.reread()
    came = list(told.values())
    console.answer(as_json, lambda: {"files": came}, board_lines(desk.board))
    is_refused = any(one["outcome"] not in _TAKEN for one in came)
    return ExitCode.FINDINGS if is_refused else ExitCode.DONE


def _news(opened: Session, collector: Collector, *, once: bool) -> Iterator[News]:
    """Yield the news of each look; with `once` until no file is seen to change."""
    yield from polling.recover(opened, datetime.now())
    for looks in count(1):
        yield from collector.look(datetime.now())
        if once and looks > 1 and collector.watch.is_settled:
            return
        time.sleep(PAUSE)


def _news_json(one: News) -> Json:
    entry = one.entry
    return {
        "file": one.file or None,
        "outcome": (one.verdict or one.told).value,
        "name": entry.name if entry else None,
        "round": entry.round if entry else None,
        "sequence": entry.sequence if entry else None,
    }


_TAKEN: Final = frozenset(
    {
        *(one.value for one in Verdict if one.is_kept),
        *(Verdict.SAME.value, Told.EXERCISE.value, Told.BACK.value),
    }
) - {Verdict.CONFLICT.value, Verdict.LATE.value}
"""Outcomes that ask nothing of anybody."""


@command(
    "board",
    say(
        "Show a session: who has handed in, and of what is revealed how far the groups agree."
        " Before a round is revealed, nothing of its answers is told. Groups are named here"
        " alone; papers have their letters."
    ),
    summary=say("Show who has handed in, and what is revealed."),
    examples=("parself workshop board lop-sang", "parself workshop board lop-sang --format html"),
)
@session_argument
@paper_options(
    say("The kind of file; else the board is printed here."),
    say("Where to write; else a new file in the present folder."),
)
@json_option()
def show_board(
    session: Path, form: str | None, target: Path | None, replace: bool, as_json: bool
) -> ExitCode:
    """Show a session at its present stage."""
    shown, form = class_desk.opened(session).board, form_of(form, target)
    lines = board_lines(shown)
    if form is not None:
        papers = classroom.papers(shown)
        path = new_file(making.file_name(papers, form), target, replace=replace)
        files.write_atomic(path, making.drawn(papers, form))
        lines = iter((files.show_path(path),))
    console.answer(as_json, lambda: board_json(shown), lines)
    return noted(_trouble(shown))


def _trouble(shown: Board) -> Iterator[Problem]:
    yield from shown.damaged
    if shown.unreadable:
        what = say(
            "{count:count} lines of the session's ledger cannot be read.", count=shown.unreadable
        )
        todo = say("Works are kept; reveal again what was revealed.")
        yield Problem(what, todo=todo)


@command(
    "reveal",
    say(
        "Reveal the next step of a round to the class: first the answers, after the discussion"
        " the key. undo takes the last step back. Works that come once the answers are revealed"
        " are kept and do not count in that round."
    ),
    summary=say("Reveal answers, then the key; or take it back."),
    examples=(
        "parself workshop reveal lop-sang",
        "parself workshop reveal lop-sang key",
        "parself workshop reveal lop-sang undo",
    ),
)
@session_argument
@click.argument(
    "step",
    metavar="[answers|key|undo]",
    required=False,
    callback=one_of(Stage.ANSWERS, Stage.KEY, _UNDO),
)
@option(
    "--round",
    "round_",
    read=exact_count,
    metavar="N",
    about=say("The round; else the present one."),
)
def reveal(session: Path, step: str | None, round_: int | None) -> None:
    """Reveal a step, or take the last one back."""
    desk, now = class_desk.opened(session), datetime.now()
    if step == _UNDO:
        told = desk.undo(now)
        stage = words.STAGES[told.stage]
        said = say("Taken back: round {round:none}, {stage}.", round=told.round, stage=stage)
    else:
        told = desk.reveal(Stage(step) if step else None, round_, now)
        stage = words.STAGES[told.stage]
        said = say("Round {round:none}: {stage}.", round=told.round, stage=stage)
    console.narrate(said)
    console.out(*board_lines(desk.board))


@command(
    "choose",
    say(
        "Say which of several works of a group counts. The board names the groups by letters and"
        " the works by marks."
    ),
    examples=("parself workshop choose lop-sang B 3f2a90c1",),
)
@session_argument
@click.argument("group", metavar="GROUP", type=one_line)
@click.argument("mark", metavar="MARK", type=one_line)
def choose(session: Path, group: str, mark: str) -> None:
    """Choose between works of one group."""
    entry = class_desk.opened(session).choose(group, mark, datetime.now())
    console.narrate(say("Of group {group} counts: {mark}.", group=group, mark=entry.mark))


@command(
    "note",
    say("Note what is unclear in the wording of a criterion, for whoever wrote the rubric."),
    examples=('parself workshop note lop-sang 3.4.1 "Có tính hồ sơ quá hạn không?"',),
)
@session_argument
@click.argument("row", metavar="ROW", type=one_line)
@click.argument("text", metavar="TEXT", type=one_line)
def note(session: Path, row: str, text: str) -> None:
    """Note unclear wording of a row."""
    class_desk.opened(session).note(row, text, datetime.now())
    console.narrate(say("Noted for {row}.", row=row))


COMMANDS: Final = (collect, show_board, reveal, choose, note)
