"""What is said of one row: what it is worth, why, and what is still needed; as text and as JSON."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from parself.assessment.model import State
from parself.cli.shapes import asked, entered
from parself.cli.status_text import places, shown_index, warnings
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import round_half_up, show_decimal
from parself.rubric import model as m
from parself.rules.fields import Field
from parself.rules.rungs import Rung
from parself.scoring.score import RowScore
from parself.tables.data import Json, figure
from parself.tables.model import UNKNOWN, Column, Kind, filled
from parself.tables.terminal import aligned, wrapped
from parself.view.view import View
from parself.words import asking, wording
from parself.words.section_words import counted_words
from parself.words.wording import derivation


def row_result(view: View, row_id: str, *, today: date) -> Iterator[str]:
    """Yield what a row is worth now and what that makes of the whole."""
    yield from _row_head(view, row_id)
    yield from _reasons(view, row_id, today)
    scores = view.scores
    values = {"claimed": scores.claimed.points or Decimal(0)}
    if view.published is not None:
        yield render(say("Claimed: {claimed:points} points", **values))
        yield from places(view)
        return
    index = shown_index(scores.projected)
    yield render(
        say("Claimed: {claimed:points} points; projected index: {index}", **values, index=index)
    )
    yield from places(view) if view.projection is not None else ()


def explain(view: View, row_id: str, *, today: date) -> Iterator[str]:
    """Yield the lines of ``parself explain``."""
    row = view.rubric.rows[row_id]
    yield from _row_head(view, row_id)
    yield from _entered(view, row_id)
    yield from _reasons(view, row_id, today)
    answer = view.assessment.answer(row_id)
    for label, text in ((_("Explanation"), answer.explanation), (_("Note"), answer.note)):
        if text:
            yield from wrapped(f"{label}: {text}")
    if row.guidance:
        yield ""
        yield from wrapped(row.guidance)
    for expected in row.evidence:
        yield from wrapped(f"- {expected}")
    yield from warnings(view)[:1]


def _row_head(view: View, row_id: str) -> Iterator[str]:
    scored = view.scores.rows[row_id]
    answer = view.assessment.answer(row_id)
    state = wording.state_of(scored, view.assessment)
    words = [render(wording.STATE_WORDS[state])]
    words += [render(wording.STATE_WORDS["flagged"])] if answer.flagged else []
    words += [render(wording.STATE_WORDS["provisional"])] if answer.provisional else []
    yield from wrapped(f"{row_id} {scored.row.title}")
    points = UNKNOWN if scored.points is None else show_decimal(scored.points)
    worth = say("{points} of {maximum:points} points", points=points, maximum=scored.row.points)
    yield f"{wording.STATE_MARKS[state]} {', '.join(words)} · {render(worth)}"
    likely = answer.estimate if scored.estimated is None else scored.estimated
    if likely is not None:
        yield render(say("Estimate: {points:points} points", points=likely))


def _entered(view: View, row_id: str) -> list[str]:
    if view.scores.rows[row_id].awaiting:
        return []
    values, fields = view.values(row_id), view.fields(row_id)
    told = {f.key: wording.told_value(f, values[f.key]) for f in fields if f.key in values}
    columns: tuple[Column[Field], ...] = (
        Column("key", "", lambda field: field.key),
        Column("label", "", _label, Kind.NAME),
        Column("value", "", lambda field: told.get(field.key, UNKNOWN)),
    )
    return aligned(filled(columns, fields), indent="  ")


def _label(field: Field) -> str:
    label = wording.field_label(field)
    return f"{field.group}: {label}" if field.group else label


def _reasons(view: View, row_id: str, today: date) -> Iterator[str]:
    scored = view.scores.rows[row_id]
    for one in view.contradicted(row_id):
        yield from wrapped(f"! {render(one.message)}", indent="  ")
    for doubt in view.doubts(row_id):
        asked = f"{_named(view, row_id, doubt.key)}: {asking.asked_words(doubt)}"
        yield from wrapped(f"? {asked}", indent="  ")
    for line in wording.derivation(scored.steps):
        yield from wrapped(line, indent="  ")
    counted = counted_words(view.scores, view.rubric, scored)
    yield from wrapped(render(counted), indent="  ") if counted is not None else ()
    inverse = view.inverse(row_id)
    if inverse is not None and scored.lost is not None:
        distance = wording.distance(inverse, scored.lost, closed=view.is_closed(today))
        yield from wrapped(render(distance), indent="  ") if distance is not None else ()
    missing = _missing(view, row_id)
    if missing:
        yield from wrapped(render(say("Still needed: {fields}", fields="; ".join(missing))))


def _missing(view: View, row_id: str) -> list[str]:
    """Return the fields that a row begun but not complete still needs, with their keys."""
    values = view.values(row_id)
    if view.scores.rows[row_id].state is not State.UNANSWERED or not values:
        return []
    fields = (f for f in view.fields(row_id) if not f.optional and f.key not in values)
    return [f"{_label(field)} ({field.key})" for field in fields]


def _named(view: View, row_id: str, key: str) -> str:
    """Return the label of a field; what is no field of the row by its own word."""
    return next((_label(field) for field in view.fields(row_id) if field.key == key), key)


def enterable(field: Field) -> Iterator[str]:
    """Yield what a field asks, and below it each entry that may be typed as it stands."""
    samples = {"date": "2023-12-05", "count": "12301", "percent": "98.8"}
    ticks = (("yes", _("yes")), ("no", _("no")))
    options = ticks if field.kind == "yes" else field.options
    yield from wrapped(_label(field))
    if not options:
        yield f"  {field.key}={samples.get(field.kind, '12.5')}"
    for option, title in options:
        yield from wrapped(f"{field.key}={option}  {title}", indent="  ")


def explained_json(view: View, row_id: str) -> Json:
    """Return what one row is worth and why."""
    scored = view.scores.rows[row_id]
    answer = view.assessment.answer(row_id)
    inverse = view.inverse(row_id)
    return {
        "item": row_id,
        "title": scored.row.title,
        "source": scored.row.source.value,
        "state": scored.state.value,
        "points": figure(scored.points),
        "max": figure(scored.row.points),
        "backed": scored.backed,
        "estimate": figure(answer.estimate),
        "provisional_points": figure(scored.estimated),
        "values": {key: entered(value) for key, value in view.values(row_id).items()},
        "steps": list(derivation(scored.steps)),
        "counted": _counted(view, scored),
        "derivation": [
            {"kind": step.kind.name, "text": render(step.sentence()).strip()}
            for step in scored.steps
        ],
        "to_next": _rung(inverse.next if inverse else None, scored, view.rubric),
        "to_full": _rung(inverse.full if inverse else None, scored, view.rubric),
        "asked": asked(one for one in view.asked if row_id in one.rows),
    }


def _counted(view: View, scored: RowScore) -> Json | None:
    """Return what a row counts for, where others of its section do not apply."""
    weight = view.scores.weights.of(scored.row.id)
    if weight == 1:
        return None

    def counted(points: Decimal | None) -> str | None:
        exact = None if points is None else Fraction(points) * weight
        step = view.rubric.rounding.item
        return figure(None if exact is None else round_half_up(exact, step))

    return {"points": counted(scored.points), "max": counted(scored.row.points)}


def _rung(rung: Rung | None, scored: RowScore, rubric: m.Rubric) -> Json | None:
    if rung is None:
        return None
    points = round_half_up(rung.points, rubric.rounding.item)
    return {
        "move": rung.move.value,
        "label": rung.label,
        "amount": None if rung.amount is None else _plain(rung.amount),
        "unit": rung.unit,
        "points": figure(points),
        "gain": figure(points - (scored.points or Decimal(0))),
    }


def _plain(amount: Fraction) -> str:
    return f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}"
