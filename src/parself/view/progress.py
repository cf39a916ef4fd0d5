"""How far each area and each department is, in rows and in points. Pure.

A coordinator looks here for whom to call: rows stand under the department that answers
for them (cơ quan chủ trì), whoever else contributes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parself.errors import Message, listed, say
from parself.returns.replying import appeals
from parself.rubric import model as m
from parself.scoring.score import Subtotal
from parself.values import Frozen
from parself.view import register
from parself.view.view import Filter, Progress, View

_MOST_ROWS: Final = 12


class Share(Frozen):
    """The progress and points of an area's or a department's rows."""

    id: str
    """Empty for rows that no department answers for."""
    title: str
    progress: Progress
    points: Subtotal


def by_area(view: View) -> tuple[Share, ...]:
    """Return the share of each area, in the rubric's order; in a part, of its own rows only."""
    areas = ((area, _ours(view, area.items)) for area in view.rubric.areas)
    return tuple(_share(view, area.id, area.title, items) for area, items in areas if items)


def by_department(view: View) -> tuple[Share, ...]:
    """Return the departments that answer for rows, in the rubric's order; in a part its own."""
    found = register.by_department(view.rubric, _ours(view, view.rubric.items()))
    return tuple(_share(view, one.id, one.title, items) for one, items in found if items)


def _ours(view: View, items: Iterable[m.Item]) -> list[m.Item]:
    return [item for item in items if view.is_ours(item.id)]


def _share(view: View, share_id: str, title: str, items: Sequence[m.Item]) -> Share:
    return Share(share_id, title, view.tally(items), view.scores.subtotal(items))


def unfinished(view: View, *, on_paper: bool = False) -> Message:
    """Return a sentence with the numbers of rows that are open, unbacked or not final."""
    still = (
        say("{count} rows are not assessed yet") if on_paper else say("{count} rows are still open")
    )
    counted = (
        (view.progress().open, still),
        (len(view.filtered(Filter.UNBACKED)), say("{count} have no evidence or explanation")),
        (len(view.filtered(Filter.PROVISIONAL)), say("{count} have figures that are not final")),
    )
    said = [Message(words.id, {"count": count}) for count, words in counted if count]
    if not said:
        return say("Every row is answered, backed and final.")
    return say("Still to do: {listed}.", listed=listed(said))


def still_open(view: View) -> Iterator[Message]:
    """Yield sentences about what is unfinished; rows with figures that are not final are named."""
    yield unfinished(view)
    not_final = view.filtered(Filter.PROVISIONAL)
    if not_final:
        rows = ", ".join(not_final[:_MOST_ROWS]) + ("…" if len(not_final) > _MOST_ROWS else "")
        yield say("Not final: {rows}", rows=rows)
    yield from left_to_say(view)


def left_to_say(view: View) -> Iterator[Message]:
    """Yield sentences about what the province still waits for, and what the hand-in answers."""
    yield from (sentence for one in view.unreplied for sentence in (one.message, one.todo))
    value = view.received
    # A later result takes no replies; what is published takes appeals.
    if value is not None and (value.to_answer or appeals(value, view.assessment.replies)):
        yield say("What is handed in answers result no. {n:none}.", n=value.number)
