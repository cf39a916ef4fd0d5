"""Commands of the second appraisal: begun, and what units replied."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from parself.cli import console
from parself.cli.round_returns import units_option
from parself.cli.speech import command, json_option, option
from parself.cli.unit_files import round_argument
from parself.cli.who import who_option
from parself.errors import ExitCode, say
from parself.i18n import _, render
from parself.province import starting_second
from parself.province.overview import Overview, open_overview
from parself.province.record import Round
from parself.province.replied import Replied, replied
from parself.province.returning import require_known
from parself.province.round import require_open, require_whole
from parself.province.starting_second import Start
from parself.province.terms import Change
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import listed, wrapped
from parself.text import cleaned
from parself.words.appraisal_words import MARKS
from parself.words.reply_words import OUTCOMES, reply_words
from parself.words.second_words import begun_words, kept_out_words, start_words


@command(
    "start-second",
    say(
        "Begin the second appraisal: the first is sealed, each unit's hand-in and result are held"
        " fast, and of later hand-ins only replies count, in the criteria that were adjusted or"
        " asked about and in those that share a figure with them. Units that do not reply are"
        " appraised all the same. With --look, only show what it would begin with; with"
        " --take-back, go back to the first, while nothing was decided since."
    ),
    summary=say("Begin the second appraisal."),
    examples=(
        "parself round start-second ky-2023 --look",
        'parself round start-second ky-2023 --despite --why "Hết hạn giải trình" --who lan',
        'parself round start-second ky-2023 --take-back --why "Còn chờ hai huyện" --who lan',
    ),
)
@round_argument
@option("--why", type=cleaned, metavar="TEXT", about=say("The reason; needed."))
@option("--despite", is_flag=True, about=say("Begin although the first is not finished."))
@option("--look", is_flag=True, about=say("Only show it; change nothing."))
@option("--take-back", "is_back", is_flag=True, about=say("Go back to the first appraisal."))
@who_option
@json_option()
def start_second(
    folder: Path,
    why: str | None,
    despite: bool,
    look: bool,
    is_back: bool,
    who: str,
    as_json: bool,
) -> ExitCode:
    """Begin the second appraisal of a round."""
    change = Change(who, datetime.now(), why or "")
    view = open_overview(folder)
    require_open(require_whole(view.round))
    found = starting_second.look(view, date.today())
    if look:
        console.answer(as_json, lambda: _json(view.round, found), _look(view, found))
        return ExitCode.FINDINGS if found.count else ExitCode.DONE
    if is_back:
        round_ = starting_second.take_back(folder, change)
    else:
        round_ = starting_second.start(folder, change, despite=despite)
    words = _("Taken back: the first appraisal goes on.")
    words = begun_words(round_.second) if round_.second else words
    console.answer(as_json, lambda: _json(round_, found), wrapped(words))
    console.complain(round_.trouble)
    return ExitCode.FINDINGS if round_.trouble else ExitCode.DONE


def _look(view: Overview, found: Start) -> Iterator[str]:
    if view.round.second is not None:
        yield from wrapped(begun_words(view.round.second))
        return
    for words in start_words(view.round, found):
        yield from wrapped(f"- {words}", indent="  ")
    if not found.count:
        yield _("Nothing of the first appraisal is left to do.")


def _json(round_: Round, found: Start) -> Json:
    return {
        "second": round_.second is not None,
        "left": found.count,
        "tasks": [{"kind": one.kind.value, "count": one.count} for one in found.tasks],
        "unsent": list(found.unsent),
        "replied": list(found.replied),
        "late": list(found.late),
        "silent": list(found.silent),
        "early": found.is_early,
    }


@command(
    "replies",
    say(
        "Show what units reply to their first appraisal, criterion by criterion: those that still"
        " wait for a conclusion first. What a reply says beyond the criteria that it may change is"
        " kept out, and named."
    ),
    summary=say("Show the units' replies and their outcomes."),
    examples=("parself round replies ky-2023", "parself round replies ky-2023 --unit van-quan"),
)
@round_argument
@units_option
@json_option()
def replies(folder: Path, codes: tuple[str, ...], as_json: bool) -> ExitCode:
    """Show the units' replies, row by row."""
    view = open_overview(folder)
    require_known(view.round, codes)
    found = tuple(replied(view, codes))
    out = {code: rows for code, rows in view.kept_out.items() if not codes or code in codes}
    console.answer(
        as_json,
        lambda: {
            "replies": records(_columns(), found),
            "kept_out": [{"unit": code, "rows": list(rows)} for code, rows in out.items()],
        },
        _told(view, found, out),
    )
    console.complain(view.trouble)
    return ExitCode.FINDINGS if view.trouble else ExitCode.DONE


def _columns() -> tuple[Column[Replied], ...]:
    return (
        Column("unit", _("Unit"), lambda one: one.unit.short, Kind.NAME, 20, _code),
        Column("row", _("Criterion"), lambda one: one.row, width=9),
        Column("claimed", _("Claimed"), lambda one: one.claimed, Kind.POINTS, 8),
        Column("first", _("First"), lambda one: one.first, Kind.POINTS, 8),
        Column("reply", _("Reply"), _reply, width=16, data=_agrees),
        Column("explanation", data=lambda one: one.reply.explanation if one.reply else None),
        Column("mark", _("Now"), _mark, width=14, data=lambda one: one.mark.value),
        Column("points", _("Points"), lambda one: one.points, Kind.POINTS, 8),
        Column("outcome", _("Outcome"), _outcome, width=20, data=lambda one: one.outcome),
    )


def _code(one: Replied) -> str:
    return one.unit.code


def _reply(one: Replied) -> str:
    return reply_words(one.reply)


def _agrees(one: Replied) -> bool | None:
    return one.reply.agrees if one.reply else None


def _mark(one: Replied) -> str:
    return render(MARKS[one.mark])


def _outcome(one: Replied) -> str:
    return render(OUTCOMES[one.outcome]) if one.outcome else ""


def _told(
    view: Overview, found: tuple[Replied, ...], out: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    if view.round.second is None:
        yield _("The second appraisal has not begun.")
        return
    yield from wrapped(begun_words(view.round.second))
    yield from listed(_columns(), found)
    for one in found:
        if one.reply is not None and one.reply.explanation:
            yield from wrapped(f"{one.unit.short} {one.row}: {one.reply.explanation}", indent="  ")
    for words in kept_out_words(view.round, out):
        yield from wrapped(words)


COMMANDS: Final[tuple[click.Command, ...]] = (start_second, replies)
