"""The command that answers one row: all that one call enters, or nothing."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click

from parself import files
from parself.assessment import possible
from parself.assessment.block import read_cells, read_table
from parself.assessment.model import State
from parself.cli import row_text
from parself.cli.console import narrate, out
from parself.cli.opening import at_desk, open_view
from parself.cli.pairs import read_pairs
from parself.cli.speech import command, existing, folder_argument, option
from parself.desk.desk import Desk
from parself.errors import Problem, UsageError, say
from parself.limits import BLOCK_CHARACTERS
from parself.numerals import exact_count, exact_decimal
from parself.rules.entered import Fault
from parself.text import cleaned
from parself.values import Frozen, asdict
from parself.view.view import View, unknown_row
from parself.words.wording import show_value


class _Request(Frozen):
    """What one call of ``answer`` asks for; None leaves a thing as it is."""

    entries: tuple[str, ...]
    block: str | None
    state: str | None
    estimate: Decimal | None
    note: str | None
    explanation: str | None
    effort: int | None
    flag: bool | None
    provisional: bool | None

    def refuse_contradictions(self, item: str) -> None:
        """Raise `UsageError` where two things are asked for that exclude each other."""
        marks = {state.value for state in possible.MARKED}
        if self.state in marks and (self.entries or self.block is not None):
            fault = possible.marked_fault(State(self.state))
            raise UsageError(Problem(fault.what, item, fault.todo))
        others = (self.state, self.estimate, self.block)
        ways = [bool(self.entries), *(way is not None for way in others)]
        if sum(ways) > 1:
            what = say(
                "Give figures, or a pasted block, or one state, or an estimate: only one of"
                " them at a time."
            )
            todo = say("See: {command}", command="parself answer --help")
            raise UsageError(Problem(what, todo=todo))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return all(value in ((), None) for value in asdict(self).values())


_CLEAR: Final = "clear"


@command(
    "answer",
    say(
        "Answer one row. All entries are taken or none. Numbers have a dot as decimal mark and "
        "nothing between thousands, dates are written year-month-day; “KEY=” with nothing behind "
        "it clears one entry. Without entries, what the row asks is listed."
    ),
    summary=say("Answer one row."),
    examples=(
        "parself answer van-quan-2023 3.4.1 part=12301 whole=12450",
        "parself answer van-quan-2023 1.1.1 date=2022-12-28",
        "parself answer van-quan-2023 2.3 --no-incidence",
        "parself answer van-quan-2023 1.7 --estimate 1.6",
        "parself answer van-quan-2023 3.4.2 --paste xa.txt",
    ),
)
@folder_argument()
@click.argument("item", metavar="ITEM", type=cleaned)
@click.argument("pairs", metavar="[KEY=VALUE]...", nargs=-1, type=cleaned)
@option(
    "--no-incidence",
    "state",
    flag_value=State.NO_INCIDENCE.value,
    about=say("Nothing of the kind occurred."),
)
@option(
    "--not-applicable",
    "state",
    flag_value=State.NOT_APPLICABLE.value,
    about=say("The row does not concern the unit."),
)
@option("--clear", "state", flag_value=_CLEAR, about=say("Take back figures, state and estimate."))
@option("--estimate", read=exact_decimal, about=say("Points expected, for rows that others score."))
@option("--note", about=say("The unit's own note."))
@option("--explanation", about=say("Explanation that the province reads."))
@option(
    "--effort",
    metavar="1-5",
    read=exact_count,
    about=say("How hard the row is to lift, 1 easy to 5 hard; for plan."),
)
@option(
    "--paste",
    metavar="FILE",
    type=existing,
    about=say(
        "Fill a row of communes from cells copied out of Excel, tabs between them; “-” reads what "
        "is piped in. Read as the screens read it, and all of it or nothing."
    ),
)
@option("--flag/--no-flag", is_flag=True, default=None, about=say("Flag the row to come back to."))
@option(
    "--provisional/--final",
    is_flag=True,
    default=None,
    about=say("Whether the figure is not final yet."),
)
def answer(
    folder: Path, item: str, pairs: tuple[str, ...], paste: Path | None, **asked: Any
) -> None:
    """Answer one row."""
    block = None if paste is None else _pasted(paste)
    request = _Request(pairs, block, **asked)
    request.refuse_contradictions(item)
    if request.is_empty:
        view = open_view(folder)
        _require_row(view, item)
        out(*_asked(view, item))
        return
    with at_desk(folder) as desk:
        _require_row(desk.view, item)
        _apply(desk, item, request)
        saved = desk.save()
        out(*row_text.row_result(desk.view, item, today=date.today()))
        narrate(say("Saved at {time}.", time=saved))


def _require_row(view: View, item: str) -> None:
    """Raise `UsageError` where the rubric has no such row."""
    if item not in view.rubric.rows:
        raise unknown_row(view.rubric, item)


def _apply(desk: Desk, item: str, request: _Request) -> None:
    """Carry out a request on the desk, where it is not saved yet.

    Raises `UsageError` with every entry that is not possible.
    """
    if request.entries:
        changes = read_pairs(request.entries, desk.view.fields(item), item)
        _refuse_faults(desk.enter(item, changes), item)
    if request.block is not None:
        _fill(desk, item, request.block)
    if request.estimate is not None:
        _refuse_faults(desk.set_estimate(item, request.estimate), item)
    if request.state == _CLEAR:
        desk.clear(item)
    elif request.state is not None:
        _mark(desk, item, State(request.state))
    if request.note is not None:
        desk.set_note(item, request.note)
    if request.explanation is not None:
        desk.set_explanation(item, request.explanation)
    if request.effort is not None:
        desk.set_effort(item, request.effort)
    before = desk.assessment.answer(item)
    if request.flag not in {None, before.flagged}:
        desk.toggle_flag(item)
    if request.provisional not in {None, before.provisional}:
        desk.toggle_provisional(item)
    desk.go_to(item)


def _mark(desk: Desk, item: str, state: State) -> None:
    """Say that a row has no figures, and tell which ones go."""
    gone = desk.assessment.answer(item).values
    desk.set_state(item, state)
    if gone and state in possible.MARKED:
        figures = ", ".join(f"{key}={show_value(value)}" for key, value in gone.items())
        narrate(say("Taken out with it: {figures}.", figures=figures))


def _pasted(source: Path) -> str:
    """Return the text of a file, or of stdin. Raises `ParselfError` for what cannot be read."""
    most = 4 * BLOCK_CHARACTERS
    piped = str(source) == "-"
    data = sys.stdin.buffer.read(most) if piped else files.read_file(source, most=most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        what = say("The text is not in UTF-8.")
        todo = say("Save it as UTF-8 text, with tabs between the columns.")
        raise UsageError(Problem(what, files.show_path(source), todo)) from None


def _fill(desk: Desk, item: str, text: str) -> None:
    """Take over all of a pasted block or nothing. Raises `UsageError` with every fault."""
    view, row = desk.view, desk.view.rubric.rows[item]
    if row.measure.by_sub_unit:
        block = read_table(row, view.fields(item), view.values(item), text)
    else:
        block = read_cells(row, view.fields(item), view.values(item), text, "")
    if not block.changes and not block.faults:
        asked = say("Copy the cells in Excel and paste them into the file.")
        raise UsageError(Problem(say("Nothing was entered."), item, asked))
    if block.is_of_strangers:
        what = say("None of the names in the block is one of the table's; nothing was saved.")
        todo = say("Correct the names, or leave their column out: then the lines go in order.")
        raise UsageError(Problem(what, item, todo))
    if block.faults:
        raise UsageError(*(Problem(what, item) for what in block.faults))
    for warning in block.warnings:
        narrate(warning)
    _refuse_faults(desk.take_over(item, block.changes), item)


def _refuse_faults(found: Sequence[Fault], item: str) -> None:
    if found:
        raise UsageError(*(Problem(f.what, f"{item}, {f.key}", f.todo) for f in found))


def _asked(view: View, item: str) -> Iterator[str]:
    """Yield what can be entered in a row, each with a sample that can be typed as it stands."""
    if view.scores.rows[item].awaiting:
        yield "--estimate 1.5"
        return
    for field in view.fields(item):
        yield from row_text.enterable(field)


COMMANDS: Final = (answer,)
