"""The command plan: the cheapest way to a place or an index, step by step."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from parself.cli.console import answer
from parself.cli.opening import open_view
from parself.cli.speech import command, folder_argument, json_option, option
from parself.errors import ExitCode, Problem, UsageError, say
from parself.i18n import _
from parself.lift.way_up import Climb, Gap, Lift, Target, gaps, lift, target_of_place, unanswered
from parself.lift.wording import (
    gap_words,
    lift_end,
    lift_notes,
    lift_outcome,
    open_title,
    parts,
    rung_words,
    step_words,
)
from parself.numerals import exact_count, exact_decimal
from parself.tables.data import Json, figure, records
from parself.tables.model import Column, Kind
from parself.tables.terminal import wrapped
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
@option("--rank", "goal", read=exact_count, about=say("The place to be reached."))
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
    view = open_view(folder)
    if goal is None and target is None:
        _show_gaps(view, as_json=as_json)
        return ExitCode.DONE
    found, closed = lift(view, _aim(view, goal, target), date.today()), view.is_closed(date.today())
    answer(as_json, lambda: _lifted(found, gaps(view), closed=closed), _lines(found))
    return ExitCode.DONE if found.is_reached else ExitCode.FINDINGS


def _show_gaps(view: View, *, as_json: bool) -> None:
    found, still_open, closed = gaps(view), unanswered(view), view.is_closed(date.today())
    answer(
        as_json,
        lambda: _gaps_json(found, still_open, closed=closed),
        _gap_lines(found, still_open, closed=closed),
    )


def _aim(view: View, goal: int | None, target: Decimal | None) -> Target:
    """Return what is to be reached. Raises `UsageError` for what cannot be meant."""
    if target is not None and not 0 <= target <= 100:
        what = say("An index lies between 0 and 100.")
        raise UsageError(Problem(what, "--index", say("Type percent, for example 85.")))
    if goal is not None:
        return target_of_place(view, goal, target)
    return Target(target if target is not None else Decimal(0))


def _gap_lines(gaps: Sequence[Gap], still_open: Sequence[Climb], *, closed: bool) -> Iterator[str]:
    """Yield the rows whose points are not reached, then those that are still open, most first."""
    if not gaps:
        yield _("No points are lost in what is answered.")
    for gap in gaps:
        yield from wrapped(f"{gap.row.id} {gap.row.title}")
        yield from wrapped(gap_words(gap, closed=closed), indent="    ")
    if still_open:
        yield open_title()
        yield from _climbs(still_open)


def _lines(found: Lift) -> Iterator[str]:
    yield from wrapped(lift_outcome(found))
    for note in lift_notes(found):
        yield from wrapped(note)
    for part in parts(found):
        yield part.title
        for row in part.proof:
            yield from wrapped(f"{row.id} {row.title}", indent="   ")
        yield from _climbs(part.climbs)
    yield from wrapped(lift_end(found))


def _climbs(climbs: Sequence[Climb]) -> Iterator[str]:
    for climb in climbs:
        words = f"{climb.row.id} {climb.row.title}: {step_words(climb)}"
        yield from wrapped(words, indent="   ")


def _gaps_json(gaps: Sequence[Gap], still_open: Sequence[Climb], *, closed: bool) -> Json:
    """Return the gaps, and what could be won first, where there is no target."""
    return {**_lifted(None, gaps, closed=closed), "open": records(_CLIMBS, still_open)}


def _lifted(found: Lift | None, gaps: Iterable[Gap], *, closed: bool) -> Json:
    """Return the gaps, and the cheapest way to a target where there is one."""
    return {
        "target": figure(found.target.index) if found else None,
        "target_rank": found.target.place if found else None,
        "target_is_sure": found.target.is_sure if found else None,
        "needed": figure(found.needed) if found else None,
        "reached": found.is_reached if found else None,
        "index": figure(found.index) if found else None,
        "rank": found.places.exact if found and found.places else None,
        "rank_best": found.places.best if found and found.places else None,
        "rank_worst": found.places.worst if found and found.places else None,
        "open": records(_CLIMBS, found.open) if found else [],
        "proof": [row.id for row in found.proof] if found else [],
        "now": records(_CLIMBS, found.now) if found else [],
        "next_year": records(_CLIMBS, found.next_year) if found else [],
        "gaps": [
            {
                "item": one.row.id,
                "lost": figure(one.lost),
                "words": gap_words(one, closed=closed),
            }
            for one in gaps
        ],
    }


_CLIMBS: Final[tuple[Column[Climb], ...]] = (
    Column("item", data=lambda one: one.row.id),
    Column("gain", kind=Kind.POINTS, data=lambda one: one.gain),
    Column("effort", data=lambda one: one.effort),
    Column("rungs", data=lambda one: one.rungs),
    Column("cost", data=lambda one: one.cost),
    Column("step", data=lambda one: rung_words(one.rung)),
)


COMMANDS: Final = (plan,)
