"""Commands that close the scores of a round, and reopen it."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from parself.cli import console, round_text
from parself.cli.speech import command, json_option, option
from parself.cli.unit_files import answered, round_argument
from parself.cli.who import who_option
from parself.errors import ExitCode, say
from parself.i18n import _
from parself.province import stages
from parself.province.overview import open_overview
from parself.province.record import Round
from parself.province.round import require_open, require_whole
from parself.province.stages import InTheWay
from parself.province.terms import Change
from parself.tables.data import Json
from parself.tables.terminal import wrapped
from parself.text import cleaned
from parself.words.stage_words import cells_of, closed_words, left_words, unranked_words

_WHY: Final = option("--why", type=cleaned, metavar="TEXT", about=say("The reason; needed."))


@command(
    "close",
    say(
        "Close the scores of a round: from then on nothing of it changes, whichever door it comes"
        " through, until it is reopened. What is not finished is listed, and stands in the way"
        " unless --despite is given; with --look it is only listed."
    ),
    summary=say("Close the scores; nothing changes from then on."),
    examples=(
        "parself round close ky-2023 --look",
        'parself round close ky-2023 --despite --why "Thông báo 15/TB-SNV" --who lan',
    ),
)
@round_argument
@_WHY
@option("--despite", is_flag=True, about=say("Close although something is not finished."))
@option("--look", is_flag=True, about=say("Only show what is not finished; change nothing."))
@who_option
@json_option()
def close(
    folder: Path, why: str | None, despite: bool, look: bool, who: str, as_json: bool
) -> ExitCode:
    """Close the scores of a round."""
    view = open_overview(folder)
    require_open(require_whole(view.round))
    left = stages.in_the_way(view, date.today())
    if look:
        console.answer(as_json, lambda: _json(view.round, left), _left(view.round, left))
        return ExitCode.FINDINGS if left.count else ExitCode.DONE
    if not as_json:
        console.out(*_left(view.round, left))
    change = Change(who, datetime.now(), why or "")
    round_ = stages.close(folder, change, despite=despite)
    return answered(as_json, lambda: _json(round_, left), _closed(round_), round_.trouble)


@command(
    "reopen",
    say("Reopen a round whose scores were closed; the ledger keeps both, and the reasons."),
    examples=('parself round reopen ky-2023 --why "Khiếu nại của UBND huyện Chi Lăng" --who lan',),
)
@round_argument
@_WHY
@who_option
@json_option()
def reopen(folder: Path, why: str | None, who: str, as_json: bool) -> ExitCode:
    """Reopen a round whose scores were closed."""
    round_ = stages.reopen(folder, Change(who, datetime.now(), why or ""))
    words = _("Reopened: the round can be changed again.")
    return answered(as_json, lambda: {"closed": None}, [words], round_.trouble)


def _left(round_: Round, found: InTheWay) -> Iterator[str]:
    """Yield the unfinished work, its cells by name, and the units without a place."""
    if not (found.count or found.unranked):
        yield _("Nothing stands in the way of closing.")
    else:
        yield _("Not finished:")
    for words in left_words(found):
        yield from wrapped(f"- {words}", indent="  ")
    for one in found.beside:
        for words in cells_of(round_, one):
            yield from wrapped(words, indent="    ")
    for words in unranked_words(found):
        yield f"    {words}"


def _closed(round_: Round) -> Iterator[str]:
    if round_.closed is not None:
        yield from wrapped(closed_words(round_.closed))


def _json(round_: Round, found: InTheWay) -> Json:
    return {
        "closed": round_text.closed_json(round_),
        "left": found.count,
        "tasks": [
            {"kind": one.kind.value, "count": one.count, "units": list(one.units)}
            for one in (*found.tasks, *found.beside)
        ],
        "awaited": list(found.awaited),
        "unranked": [{"unit": one.unit.code, "reason": one.why.value} for one in found.unranked],
    }


COMMANDS: Final = (close, reopen)
