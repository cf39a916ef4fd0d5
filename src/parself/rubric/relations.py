"""Terms and conditions of a rubric's checks: how they are read, and which are faulty.

This module alone knows how ``-3.4.1.part`` and ``7.5.1.choice = khong`` are written,
so that the checker of rubrics and the inspector of answers read them alike.
"""

import re
import string
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from parself.errors import Message, ParselfError, Problem, say
from parself.numerals import UnreadableError, exact_date, exact_decimal
from parself.rubric import model as m
from parself.rules.checks import Faults, names
from parself.rules.kinds import row_fields
from parself.values import Frozen

POINTS = "points"
"""Key of a row's points in a term."""

TERM_LENGTH = 300
"""Longest term or condition; row ids and keys together are far shorter."""
STATES = ("answered", "no_incidence", "not_applicable")
_PLACES = frozenset({"left", "right"})
_EVIDENCE_PLACES = frozenset({"document"})
_COMPARISON = re.compile(r"(?P<place>\S+)\s*(?P<sign>[=>])\s*(?P<value>\S+)")
_STATE = re.compile(r"(?P<row>\S+)\s+(?P<state>\S+)")


class RelationError(ParselfError):
    """A term or a condition cannot be read, or speaks of what the rubric does not have."""


class Term(Frozen):
    """One summand of a relation: a row's figure, or a plain number where `row` is empty."""

    sign: Literal[1, -1]
    row: str = ""
    key: str = ""
    number: Decimal = Decimal(0)


class Condition(Frozen):
    """When a check applies: a row's state, or a comparison of one of its keys."""

    row: str
    state: str = ""
    """One of `STATES`; empty for a comparison."""
    key: str = ""
    sign: Literal["=", ">"] = "="
    value: str = ""
    """As written: the id of a level, ``yes``, ``no``, a number or an ISO date."""


def parse_term(rubric: m.Rubric, text: str) -> Term:
    """Read a term. Raises `RelationError`."""
    text = _bare(text)
    sign: Literal[1, -1] = -1 if text.startswith("-") else 1
    body = text.removeprefix("-").strip()
    try:
        return Term(sign, number=exact_decimal(body))
    except UnreadableError:
        row, key = _split(rubric, body)
    known = numeric_keys(row)
    if key not in known:
        raise _no_such_key(row, key, known)
    return Term(sign, row.id, key)


def parse_condition(rubric: m.Rubric, text: str) -> Condition:
    """Read the `when` of a check. Raises `RelationError`."""
    text = _bare(text)
    if compared := _COMPARISON.fullmatch(text):
        row, key = _split(rubric, compared["place"])
        value = compared["value"]
        if compared["sign"] == ">":
            return _above(row, key, value)
        return _equals(row, key, value)
    if stated := _STATE.fullmatch(text):
        return _in_state(rubric, stated["row"], stated["state"])
    what = say("“{text}” is not a condition.", text=text[:80])
    todo = say("Write “3.4.3 no_incidence”, “7.5.1.choice = khong” or “T3.count > 0”.")
    raise _refuse(what, todo)


def numeric_keys(row: m.Row) -> tuple[str, ...]:
    """Return the keys of a row that a term may name, besides figures its points."""
    keys = row.measure.relation_keys()
    if keys is None:
        keys = tuple(field.key for field in row_fields(row) if field.is_number)
    return tuple(dict.fromkeys((*keys, POINTS)))


def relation_faults(rubric: m.Rubric) -> Faults:
    """Find every fault of the rubric's checks, each with its key path."""
    for number, check in enumerate(rubric.checks, start=1):
        at = f"check[#{number}]"
        if check.distinct_evidence:
            yield from _evidence_faults(rubric, at, check)
        else:
            yield from _sides_faults(rubric, at, check)


def _evidence_faults(rubric: m.Rubric, at: str, check: m.Check) -> Faults:
    if check.left or check.right or check.op or check.when:
        what = say("A check with distinct_evidence has nothing else to compare.")
        yield Problem(what, at, say("Take left, op, right and when out, or write two checks."))
    for row_id in check.distinct_evidence:
        if row_id not in rubric.rows:
            yield _no_such_row(f"{at}.distinct_evidence", row_id)
    if len(set(check.distinct_evidence)) < 2:
        what = say("Only one row is named.")
        yield Problem(what, f"{at}.distinct_evidence", say("Name at least two different rows."))
    yield from _message_faults(at, check.message, _EVIDENCE_PLACES)


def _sides_faults(rubric: m.Rubric, at: str, check: m.Check) -> Faults:
    for name, given in (("left", check.left), ("op", check.op), ("right", check.right)):
        if not given:
            what = say("This key is missing.")
            todo = say("A check has left, op and right, or distinct_evidence.")
            yield Problem(what, f"{at}.{name}", todo)
    for side, terms in (("left", check.left), ("right", check.right)):
        for term in terms:
            yield from _unparsed(parse_term, rubric, term, f"{at}.{side}")
    if check.when:
        yield from _unparsed(parse_condition, rubric, check.when, f"{at}.when")
    yield from _message_faults(at, check.message, _PLACES)


def _message_faults(at: str, message: str, allowed: frozenset[str]) -> Faults:
    """Find places in a check's message that nothing could fill."""
    shown = ", ".join(f"{{{name}}}" for name in sorted(allowed))
    todo = say("Use {allowed} or none; write no other braces.", allowed=shown)
    at = f"{at}.message"
    if not message.strip():
        yield Problem(say("The text is empty."), at, say("Write what people are to read here."))
        return
    try:
        named = [part for part in string.Formatter().parse(message) if part[1] is not None]
    except ValueError:
        yield Problem(say("The braces in the message do not match."), at, todo)
        return
    for _, name, spec, conversion in named:
        if name not in allowed or spec or conversion:
            yield Problem(say("Nothing can be filled in for {{{name}}}.", name=name), at, todo)


def _unparsed(
    parse: Callable[[m.Rubric, str], object], rubric: m.Rubric, text: str, at: str
) -> Faults:
    """Find why a term or a condition cannot be read."""
    try:
        parse(rubric, text)
    except RelationError as error:
        yield from (Problem(problem.what, at, problem.todo) for problem in error.problems)


def _bare(text: str) -> str:
    if len(text) > TERM_LENGTH:
        raise _names_no_figure(text)
    return text.strip()


def _split(rubric: m.Rubric, place: str) -> tuple[m.Row, str]:
    """Split ``3.4.1.part`` into row and key: ids hold dots, so the longest known id counts."""
    for end in sorted((i for i, char in enumerate(place) if char == "."), reverse=True):
        row = rubric.rows.get(place[:end])
        if row is not None:
            return row, place[end + 1 :]
    raise _names_no_figure(place)


def _above(row: m.Row, key: str, value: str) -> Condition:
    known = numeric_keys(row)
    if key not in known:
        raise _no_such_key(row, key, known)
    _readable(exact_decimal, value)
    return Condition(row.id, key=key, sign=">", value=value)


def _equals(row: m.Row, key: str, value: str) -> Condition:
    field = next((field for field in row_fields(row) if field.key == key), None)
    numeric = numeric_keys(row)
    if field is None and key not in numeric:
        raise _no_such_key(row, key, (*(field.key for field in row_fields(row)), *numeric))
    kind = field.kind if field is not None else "decimal"
    if kind == "choice":
        _one_of(value, tuple(option for option, _ in field.options) if field else ())
    elif kind == "yes":
        _one_of(value, ("yes", "no"))
    else:
        _readable(exact_date if kind == "date" else exact_decimal, value)
    return Condition(row.id, key=key, value=value)


def _in_state(rubric: m.Rubric, row_id: str, state: str) -> Condition:
    row = rubric.rows.get(row_id)
    if row is None:
        raise RelationError(_no_such_row("", row_id))
    _one_of(state, STATES)
    if state != "answered" and getattr(row, state, None) is None:
        what = say("Row {row} does not offer {state}.", row=row_id, state=state)
        raise _refuse(what, say("Offer it in the row, or change the condition."))
    return Condition(row_id, state=state)


def _one_of(value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        what = say("“{value}” is not possible here.", value=value[:80])
        todo = say("One of these is asked for here: {allowed}.", allowed=names(allowed))
        raise _refuse(what, todo)


def _readable(read: Callable[[str], object], value: str) -> None:
    try:
        read(value)
    except UnreadableError as error:
        raise RelationError(*error.problems) from None


def _refuse(what: Message, todo: Message) -> RelationError:
    return RelationError(Problem(what, todo=todo))


def _names_no_figure(place: str) -> RelationError:
    what = say("“{place}” names no figure of a row.", place=place[:80])
    return _refuse(what, say("Write a row and one of its keys, as in 3.4.1.whole."))


def _no_such_key(row: m.Row, key: str, known: tuple[str, ...]) -> RelationError:
    what = say("Row {row} has no figure “{key}”.", row=row.id, key=key[:80])
    return _refuse(what, say("It has: {known}.", known=names(dict.fromkeys(known))))


def _no_such_row(at: str, row_id: str) -> Problem:
    what = say("There is no row {row}.", row=row_id[:80])
    return Problem(what, at, say("Name a scored row or an adjustment by its id."))
