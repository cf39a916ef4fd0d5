"""Typed text read as the values of a row's fields, and the values checked by the row's rule.

Screens, forms and pasted blocks read with `read_typed`, the command line with `read_exact`.
`faults` checks the values of one row; a whole answer, with its state and its estimate, is checked
in `parself.assessment.possible`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from parself import numerals
from parself.assessment.model import Assessment
from parself.errors import Message, Problem, say
from parself.rubric import model as m
from parself.rules.amounts import Value, Values
from parself.rules.entered import Asked, Fault, out_of_range
from parself.rules.fields import Field, Fields, known_of
from parself.rules.kinds import row_fields
from parself.text import one_line

YES_WORDS = frozenset({"yes", "y", "true", "1", "có", "co"})
NO_WORDS = frozenset({"no", "n", "false", "0", "không", "khong"})


def read_typed(field: Field, typed: str) -> Value | None:
    """Read what a person typed into a field; blank is None. Raises `UnreadableError`."""
    if not typed.strip():
        return None
    match field.kind:
        case "count":
            return numerals.read_count(typed)
        case "decimal" | "percent":
            return numerals.read_decimal(typed, most=field.most)
        case "date":
            return numerals.read_date(typed)
        case _:
            return _read_word(field, typed, [title for _id, title in field.options])


def read_exact(field: Field, text: str) -> Value:
    """Read a value from the command line: dots, ISO dates, ids. Raises `UnreadableError`."""
    match field.kind:
        case "count":
            return numerals.exact_count(text)
        case "decimal" | "percent":
            return numerals.exact_decimal(text)
        case "date":
            return numerals.exact_date(text)
        case _:
            return _read_word(
                field, text, [f"{option} ({title})" for option, title in field.options]
            )


def _read_word(field: Field, text: str, levels: Sequence[str]) -> Value:
    """Read yes or no, or a level by its id or title; `levels` names those to choose from."""
    word = one_line(text).casefold()
    if field.kind == "yes" and word in YES_WORDS | NO_WORDS:
        return word in YES_WORDS
    for option, title in field.options:
        if word in {option.casefold(), one_line(title).casefold()}:
            return option
    todo = say("Enter yes or no.")
    if field.kind == "choice":
        todo = say("Choose one of: {allowed}.", allowed="; ".join(levels))
    what = say("“{typed}” is not one of the answers of this row.", typed=text.strip()[:40])
    raise numerals.UnreadableError(Problem(what, todo=todo))


def with_figures(fields: Fields, values: Values, figures: Values) -> dict[str, Value]:
    """Return a row's values, with shared figures where it has none of its own."""
    shared = known_of(fields).shared
    return {**{key: figures[id_] for key, id_ in shared if id_ in figures}, **values}


def values_of(assessment: Assessment, row: m.Row, sub_units: tuple[str, ...]) -> dict[str, Value]:
    """Return a row's values in an assessment, shared figures included."""
    fields = row_fields(row, sub_units)
    return with_figures(fields, assessment.answer(row.id).values, assessment.figures)


def faults(row: m.Row, fields: Fields, values: Values) -> tuple[Fault, ...]:
    """Return the faults of a row's values, complete or not; empty where they are possible.

    A ratio's part must not exceed its whole (unless the row allows it), wholes and bases
    must not be zero, figures must lie within the field's range, and the ways of entering
    one row must not be mixed.
    """
    known = known_of(fields).by_key
    unknown = [key for key in values if key not in known]
    single = [
        fault
        for key, value in values.items()
        if key in known and (fault := field_fault(known[key], value)) is not None
    ]
    if len(unknown) > 1 and row.measure.by_sub_unit:
        return (_OF_OTHERS,)
    found = [_unknown_key(key, known) for key in unknown] + single
    asked = Asked(row.points, fields, _if_none(row))
    return tuple(found or row.measure.faults(asked, values))


_OF_OTHERS: Final = Fault(
    "",
    say("The figures are of other sub-units than this unit has."),
    say("Check which unit they are of, and its sub-units in the roster."),
)


def is_complete(row: m.Row, fields: Sequence[Field], values: Values) -> bool:
    """Say whether the row has everything that its rule needs."""
    return row.measure.is_complete(fields, values)


def missing(fields: Sequence[Field], values: Values) -> tuple[Field, ...]:
    """Return the fields that still need a value."""
    return tuple(f for f in fields if not f.optional and f.key not in values)


def _unknown_key(key: str, known: Mapping[str, Field]) -> Fault:
    todo = say("Its entries are: {known}.", known=", ".join(known))
    return Fault(key, say("The row has no entry “{key}”.", key=key), todo)


def field_fault(field: Field, value: Value) -> Fault | None:
    """Return why a value is not possible for a field by itself; None where it is."""
    if not _fits(field, value):
        return _kind_fault(field, value)
    problem = None
    if numerals.is_number(value):
        low = field.least is not None and value < field.least
        high = field.most is not None and value > field.most
        problem = numerals.too_long(value)
        if problem is None and (low or high):
            return out_of_range(field.key, field.least, field.most, Decimal(value))
    elif isinstance(value, date):
        problem = numerals.out_of_time(value)
    return None if problem is None else _told(field, problem)


def _fits(field: Field, value: Value) -> bool:
    match field.kind:
        case "count":
            return numerals.is_number(value) and isinstance(value, int)
        case "decimal" | "percent":
            return numerals.is_number(value)
        case "yes":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, date)
        case "choice":
            return any(value == option for option, _label in field.options)


def _kind_fault(field: Field, value: Value) -> Fault:
    """Return the fault of a value of the wrong kind, worded as for typed text."""
    if isinstance(value, Decimal) and field.kind == "count":
        return _told(field, numerals.has_decimals(value))
    if isinstance(value, str):
        try:
            read_typed(field, value)
        except numerals.UnreadableError as error:
            return _told(field, error.problems[0])
    what = say("The value of this field is not of the kind asked for.")
    return Fault(field.key, what, say("Clear the field and type it again."))


def _told(field: Field, problem: Problem) -> Fault:
    todo = problem.todo or say("Check the figure and type it again.")
    return Fault(field.key, problem.what, todo)


def _if_none(row: m.Row) -> Message:
    """Return the advice for a divisor of 0: which state the row offers instead."""
    if isinstance(row, m.Item) and row.no_incidence is not None:
        return say("If nothing of the kind occurred, mark the row as “no incidence”.")
    if isinstance(row, m.Item) and row.not_applicable == "unit":
        return say("If the row does not concern the unit, mark it as “not applicable”.")
    return say("The row needs a figure above zero here; ask the province if there is none.")
