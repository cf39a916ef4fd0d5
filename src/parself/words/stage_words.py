"""At what stage a round is and what stands in the way of closing it, in words for every face."""

from collections import Counter
from collections.abc import Iterator, Sequence

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province.line import Line
from parself.province.record import Closed, Condition, Round
from parself.province.season import Group
from parself.province.stages import InTheWay
from parself.province.todo import Task
from parself.province.unranked import WHY, Unranked, unranked
from parself.words.round_words import provisional_words, task_words


def state_words(round_: Round) -> str:
    """Return how far a round is, for every screen and paper; behind a dash what that means."""
    if round_.broken:
        return _("CHANGED SINCE THE SCORES WERE CLOSED – nothing goes out before it is put right")
    if round_.closed is not None and round_.publication is None:
        closed = say(
            "DRAFT, SCORES CLOSED, NOT PUBLISHED – for internal use, closed on {day}",
            day=round_.closed.when.date(),
        )
        return render(closed)
    if not round_.publications:
        return _("DRAFT, NOT PUBLISHED – for internal use, appraisal under way")
    last = round_.publications[-1]
    told = {"number": last.number, "day": last.when.date()}
    if round_.closed is None:
        return render(say("DRAFT, REOPENED – published before: no. {number:none}, {day}", **told))
    return render(say("PUBLISHED, no. {number:none}, {day}", **told))


def draft_words(round_: Round) -> str:
    """Return the warning over a round that is not published; empty once it is."""
    return "" if round_.condition is Condition.PUBLISHED else state_words(round_)


def group_words(one: Group) -> str:
    """Return the name of a round on the board of its season, and that it is closed or published."""
    name = one.title or one.name
    if one.published is not None:
        return f"{name} ({render(say('published, no. {n:none}', n=one.published))})"
    return f"{name} ({_('scores closed')})" if one.closed is not None else name


def closed_words(closed: Closed) -> str:
    """Return when the scores were closed, by whom and why."""
    said = say(
        "Scores closed on {day} by {who}: {why}.",
        day=show_date(closed.when.date()),
        who=closed.who or _("nobody named"),
        why=closed.why.rstrip(".").rstrip(),
    )
    if not closed.left:
        return render(said)
    left = say("{count:count} things were not finished then.", count=closed.left)
    return f"{render(said)} {render(left)}"


def left_words(found: InTheWay) -> Iterator[str]:
    """Yield what stands in the way of closing, a sentence a kind."""
    yield from map(task_words, found.tasks)
    if found.awaited:
        yield render(say("{count} units may still explain", count=len(found.awaited)))
    if found.unranked:
        yield no_place_words(found.unranked)
    for one in found.beside:
        yield render(say("{task}: {rows}", task=task_words(one), rows=rows_of(one)))


def rows_of(task: Task) -> str:
    """Return the ids of the rows that a task is about."""
    return ", ".join(dict.fromkeys(cell.row for cell in task.cells))


def cells_of(round_: Round, task: Task) -> Iterator[str]:
    """Yield each row of a task with the units that it is about."""
    for row in dict.fromkeys(cell.row for cell in task.cells):
        units = ", ".join(round_.called(one.unit) for one in task.cells if one.row == row)
        yield f"{row}: {units}"


def no_place_words(found: Sequence[Unranked]) -> str:
    """Return how many units have no place, and why; empty where every one has a place."""
    if not found:
        return ""
    counts = Counter(one.why for one in found)
    reasons = ", ".join(f"{render(WHY[why])}: {number}" for why, number in counts.items())
    said = say("{count} units without a place ({reasons})", count=len(found), reasons=reasons)
    return render(said)


def standing_words(round_: Round, lines: Sequence[Line]) -> str:
    """Return how sure the places are; once the scores are closed, which units have none."""
    if round_.closed is None:
        return provisional_words(round_, lines)
    return no_place_words(unranked(lines))


def unranked_words(found: InTheWay) -> Iterator[str]:
    """Yield each unit without a place, and why."""
    for one in found.unranked:
        yield f"{one.unit.short}: {render(WHY[one.why])}"
