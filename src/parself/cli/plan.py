"""The command plan: the cheapest way to a place or an index, step by step."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself.cli import plan_text
from parself.cli.console import answer
from parself.cli.opening import open_folder
from parself.cli.speech import command, folder_argument, json_option, option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.lift.way_up import Target, gaps, lift, target_of_place, unanswered
from parself.numerals import exact_count, exact_decimal
from parself.view.view import View


@command(
    "plan",
    say(
        "Find the cheapest way to a place (--rank, that place or better), to an index (--index), "
        "or to both; without either, list where points are not reached, most first. "
        "Rows still open come first, then proof to add; figures of a finished year are never "
        "changed, so what they lack becomes a task for next year. "
        "Effort is 1 to 5 a row, 3 where nothing is said."
    ),
    summary=say("Find the cheapest way to a place or an index."),
    examples=(
        "parself plan van-quan-2023 --rank 6",
        "parself plan van-quan-2023 --index 85",
        "parself plan lang-son-2023 --index 85 --rank 35",
    ),
)
@folder_argument()
@option("--rank", "goal", metavar="N", read=exact_count, about=say("The place to be reached."))
@option(
    "--index",
    "target",
    metavar="X",
    read=exact_decimal,
    about=say("The index to be reached, in percent."),
)
@json_option()
def plan(folder: Path, goal: int | None, target: Decimal | None, as_json: bool) -> ExitCode:
    """Find the cheapest way to a target."""
    opened = open_folder(folder)
    view = View(opened, opened.assessment)
    if goal is None and target is None:
        _show_gaps(view, as_json=as_json)
        return ExitCode.DONE
    found = lift(view, _aim(view, goal, target), date.today())
    answer(
        as_json,
        lambda: plan_text.lifted(found, gaps(view), closed=view.is_closed(date.today())),
        plan_text.lines(found),
    )
    return ExitCode.DONE if found.is_reached else ExitCode.FINDINGS


def _show_gaps(view: View, *, as_json: bool) -> None:
    found, still_open, closed = gaps(view), unanswered(view), view.is_closed(date.today())
    answer(
        as_json,
        lambda: plan_text.gaps_json(found, still_open, closed=closed),
        plan_text.gap_lines(found, still_open, closed=closed),
    )


def _aim(view: View, goal: int | None, target: Decimal | None) -> Target:
    """Return what is to be reached. Raises `UsageError` for what cannot be meant."""
    if target is not None and not 0 <= target <= 100:
        what = say("An index lies between 0 and 100.")
        raise UsageError(Problem(what, "--index", say("Type percent, for example 85.")))
    if goal is not None:
        return target_of_place(view, goal, target)
    return Target(target if target is not None else Decimal(0))


COMMANDS: Final = (plan,)
