"""What is said of the province's result at the unit's desk, as text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Final

from parself.assessment.model import Reply
from parself.i18n import _, render
from parself.returns.model import AppealAnswer, Return, Stood
from parself.returns.moving import MovedRow
from parself.returns.taking import Looked
from parself.tables.data import Json, records
from parself.tables.model import Column, Kind, filled
from parself.tables.terminal import paragraphs, wrapped
from parself.text import sentence_case
from parself.view.result import ResultRow, result_rows, told_rows
from parself.view.view import View
from parself.words.reply_words import (
    again_words,
    figure_words,
    left_words,
    outcome_words,
    reason_words,
    reply_words,
    ruling_words,
)
from parself.words.result_words import moved_words, not_counted_words, published_words
from parself.words.return_words import goes_words


def received(view: View, seen: Looked) -> Iterator[str]:
    """Yield a result's number, its counts of rulings, and the rows to reply to."""
    if seen.judgement.receipt.is_refused:
        return
    value, left = seen.value, seen.left
    yield from wrapped(render(seen.judgement.reason))
    yield from wrapped(f"{goes_words(value)}.")
    told = (*published_words(value), *not_counted_words(value), *moved_words(value, seen.moved))
    for words in told:
        yield from wrapped(words)
    for words in again_words(seen.to_give_again):
        yield from wrapped(words)
    yield from wrapped(render(left_words(value, len(left))))


def received_json(view: View, seen: Looked, *, is_look: bool) -> Json:
    """Return a result and the rows to reply to as an object."""
    value, judged = seen.value, seen.judgement
    return {
        "outcome": judged.receipt.value,
        "reason": render(judged.reason),
        "todo": None if judged.todo is None else render(judged.todo),
        "received": judged.receipt.is_taken and not is_look,
        "unit": value.unit,
        "year": value.year,
        **_head(value),
        "to_answer": list(value.to_answer),
        "left": list(seen.left),
        "again": list(seen.to_give_again),
        "moved": records(_MOVED, seen.moved.rows),
    }


def _head(value: Return) -> Json:
    until = value.replies_until
    return {
        "sequence": value.number,
        "phase": value.phase.value,
        "hand_in": value.hand_in,
        "replies_until": None if until is None else until.isoformat(),
        "published": _stood(value.published),
        "not_counted": list(value.not_counted),
        "replaces": value.published and _stood(value.published.replaces),
        "appeals_until": value.appeals_until and value.appeals_until.isoformat(),
        "appeals_may_lower": value.appeals_may_lower,
    }


def _stood(one: Stood | None) -> Json | None:
    return None if one is None else records(_STOOD, [one])[0]


def result(view: View, value: Return, items: Sequence[str]) -> Iterator[str]:
    """Yield the rows that are to be replied to or have remarks, or only `items`; what is left."""
    rows = [one for one in told_rows(view) if not items or one.row.id in items]
    if rows:
        yield from paragraphs(filled(_columns(), rows))
        yield ""
    for words in () if items else (*published_words(value), *not_counted_words(value)):
        yield from wrapped(words)
    left = [one for one in told_rows(view) if one.is_open]
    yield from wrapped(render(left_words(value, len(left))))


def result_json(view: View, value: Return) -> Json:
    """Return the whole result, row by row."""
    rows = tuple(result_rows(view))
    return {
        **_head(value),
        "rows": records(_columns(), rows),
        "left": [one.row.id for one in rows if one.is_open],
    }


_MOVED: Final[tuple[Column[MovedRow], ...]] = (
    Column("row", data=lambda one: one.row),
    Column("before", kind=Kind.POINTS, data=lambda one: one.before),
    Column("after", kind=Kind.POINTS, data=lambda one: one.after),
)
_APPEAL: Final[tuple[Column[AppealAnswer], ...]] = (
    Column("number", kind=Kind.COUNT, data=lambda one: one.number),
    Column("sent", kind=Kind.DATE, data=lambda one: one.sent),
    Column("published", kind=Kind.POINTS, data=lambda one: one.published),
    Column("granted", kind=Kind.POINTS, data=lambda one: one.granted),
    Column("reason", data=lambda one: one.reason),
)
_STOOD: Final[tuple[Column[Stood], ...]] = (
    Column("number", kind=Kind.COUNT, data=lambda one: one.number),
    Column("index", kind=Kind.PERCENT, data=lambda one: one.index),
    Column("place", kind=Kind.COUNT, data=lambda one: one.place),
    Column("of", kind=Kind.COUNT, data=lambda one: one.of),
    Column("band", data=lambda one: one.band or None),
    Column("reason", data=lambda one: one.reason or None),
)


def _columns() -> tuple[Column[ResultRow], ...]:
    return (
        Column("item", "", lambda one: one.row.id),
        Column("title", "", lambda one: one.row.title, Kind.NAME),
        Column(
            "ruling",
            _("Conclusion"),
            lambda one: sentence_case(ruling_words(one.said.ruling)),
            data=lambda one: one.said.ruling.value,
        ),
        Column("claimed", _("Self-assessed"), lambda one: one.said.claimed, Kind.POINTS),
        Column("appraised", _("Appraised"), lambda one: one.said.appraised, Kind.POINTS),
        Column(
            "reason",
            _("Reason, what is asked"),
            lambda one: (
                ". ".join(filter(None, (figure_words(one.said), reason_words(one.said)))) or None
            ),
            data=lambda one: one.said.reason or None,
        ),
        Column("figure", kind=Kind.NUMBER, data=lambda one: one.said.figure),
        Column("against", kind=Kind.NUMBER, data=lambda one: one.said.against),
        Column("units", kind=Kind.COUNT, data=lambda one: one.said.units),
        Column("case", data=lambda one: one.said.case or None),
        Column("remarks", data=lambda one: list(one.said.remarks)),
        Column("appeal", data=lambda one: _appeal(one.said.appeal)),
        Column("to_answer", data=lambda one: one.is_asked),
        Column(
            "reply",
            _("Reply"),
            _answer,
            data=lambda one: _reply(one.reply),
        ),
        Column(
            "outcome",
            _("Outcome"),
            lambda one: outcome_words(one.said) or None,
            data=lambda one: one.said.outcome and one.said.outcome.value,
        ),
        Column("", _("Explanation"), lambda one: (one.reply and one.reply.explanation) or None),
    )


def _answer(one: ResultRow) -> str | None:
    return sentence_case(reply_words(one.reply)) if one.is_asked or one.appeals else None


def _appeal(one: AppealAnswer | None) -> Json | None:
    return None if one is None else records(_APPEAL, [one])[0]


def _reply(reply: Reply | None) -> Json | None:
    if reply is None:
        return None
    return {
        "agrees": reply.agrees,
        "explanation": reply.explanation or None,
        "when": reply.when.isoformat() if reply.when else None,
        "again": reply.again,
        "appeals": reply.appeals,
    }
