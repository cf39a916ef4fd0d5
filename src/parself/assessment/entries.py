"""What people type, read by field, and whether a row's values go together.

Every face hands typed text to `read_typed` (or `read_exact` for the command line). `faults`
judges values of a row by its fields and its rule; whether a whole answer is possible is asked
of `parself.assessment.possible`. `is_complete` says whether a row has all that its rule
needs. What the values are worth is none of this room's business.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from parself import numerals
from parself.assessment.model import Value
from parself.errors import Message, Problem, say
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.fields import (
    NOT_DONE,
    NOT_ISSUED,
    SURVEY_OF,
    SURVEY_PERCENT,
    SURVEY_POINTS,
    Field,
)

YES_WORDS = frozenset({"yes", "y", "true", "1", "có", "co"})
NO_WORDS = frozenset({"no", "n", "false", "0", "không", "khong"})

Values = Mapping[str, Value]


@frozen
class Fault:
    """Why an input is not possible: at which field, what, and what to do."""

    key: str
    what: Message
    todo: Message


def read_typed(field: Field, typed: str) -> Value | None:
    """Read what a person typed into a field; blank is None.

    Raises `numerals.UnreadableError` for text that is no such value.
    """
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
            return _read_word(field, typed)


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
            return _read_word(field, text)


def _read_word(field: Field, text: str) -> Value:
    word = text.strip().casefold()
    if field.kind == "yes" and word in YES_WORDS | NO_WORDS:
        return word in YES_WORDS
    if field.kind == "choice" and word in {option for option, _ in field.options}:
        return word
    todo = say("Enter yes or no.")
    if field.kind == "choice":
        todo = say("Choose one of: {allowed}.", allowed="; ".join(_offered(field)))
    raise numerals.UnreadableError(
        Problem(
            say("“{typed}” is not one of the answers of this row.", typed=text.strip()[:40]),
            todo=todo,
        )
    )


def _offered(field: Field) -> Iterator[str]:
    """Yield what is typed for each level, with what it means."""
    yield from (f"{option} ({title})" for option, title in field.options)


def with_figures(fields: Sequence[Field], values: Values, figures: Values) -> dict[str, Value]:
    """Return a row's values, with shared figures where it has none of its own."""
    taken = {
        field.key: figures[field.figure]
        for field in fields
        if field.figure is not None and field.figure in figures
    }
    return {**taken, **values}


def faults(row: m.Row, fields: Sequence[Field], values: Values) -> tuple[Fault, ...]:
    """Return why these values, complete or not, are not possible for the row; empty when they are.

    A ratio's part must not exceed its whole (unless the row allows it), wholes and bases
    must not be zero, figures must lie within the field's range, and the ways of entering
    one row must not be mixed.
    """
    known = {field.key: field for field in fields}
    unknown = [key for key in values if key not in known]
    single = [
        fault
        for key, value in values.items()
        if key in known and (fault := _field_fault(known[key], value)) is not None
    ]
    found = [_unknown_key(key, known) for key in unknown] + single
    return tuple(found or _measure_faults(row, fields, values))


def is_complete(row: m.Row, fields: Sequence[Field], values: Values) -> bool:
    """Say whether the row has everything that its rule needs."""
    match row.measure:
        case rules.DateDue() if values.get(NOT_ISSUED) is True:
            return True
        case rules.Ratio() if values.get(NOT_DONE) is True:
            return True
        case rules.Survey() if SURVEY_PERCENT in values or SURVEY_POINTS in values:
            return True
        case rules.Survey():
            tallies = [f.key for f in fields if f.kind == "count" and not f.optional]
            return bool(tallies) and all(key in values for key in tallies)
        case _:
            required = [field.key for field in fields if not field.optional]
            return bool(required) and all(key in values for key in required)


def missing(fields: Sequence[Field], values: Values) -> tuple[Field, ...]:
    """Return the fields that still need a value."""
    return tuple(f for f in fields if not f.optional and f.key not in values)


def _unknown_key(key: str, known: Mapping[str, Field]) -> Fault:
    return Fault(
        key,
        say("The row has no entry “{key}”.", key=key),
        say("Its entries are: {known}.", known=", ".join(known)),
    )


def _field_fault(field: Field, value: Value) -> Fault | None:
    fits = {
        "count": isinstance(value, int) and not isinstance(value, bool),
        "decimal": isinstance(value, int | Decimal) and not isinstance(value, bool),
        "percent": isinstance(value, int | Decimal) and not isinstance(value, bool),
        "yes": isinstance(value, bool),
        "date": isinstance(value, date),
        "choice": isinstance(value, str) and value in {option for option, _ in field.options},
    }
    if not fits[field.kind]:
        return _kind_fault(field, value)
    if isinstance(value, date):
        return _told(field, numerals.out_of_time(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _told(field, numerals.too_long(value)) or _range_fault(field, Decimal(value))
    return None


def _kind_fault(field: Field, value: Value) -> Fault:
    """Say what a value of another kind is, in the words that are told of typed text."""
    if isinstance(value, Decimal) and field.kind == "count":
        return Fault(field.key, *_sentences(numerals.has_decimals(value)))
    if isinstance(value, str):
        try:
            read_typed(field, value)
        except numerals.UnreadableError as error:
            return Fault(field.key, *_sentences(error.problems[0]))
    return Fault(
        field.key,
        say("The value of this field is not of the kind asked for."),
        say("Clear the field and type it again."),
    )


def _told(field: Field, problem: Problem | None) -> Fault | None:
    return None if problem is None else Fault(field.key, *_sentences(problem))


def _sentences(problem: Problem) -> tuple[Message, Message]:
    return problem.what, problem.todo or say("Check the figure and type it again.")


def _range_fault(field: Field, value: Decimal) -> Fault | None:
    low = field.least is not None and value < field.least
    high = field.most is not None and value > field.most
    return out_of_range(field.key, field.least, field.most, value) if low or high else None


def out_of_range(key: str, least: Decimal | None, most: Decimal | None, value: Decimal) -> Fault:
    """Return the fault of a figure that lies outside what its field can hold."""
    if most is None:
        what = say("{value} is not possible here: the least is {least}.", value=value, least=least)
    elif least is None:
        what = say("{value} is not possible here: the most is {most}.", value=value, most=most)
    else:
        what = say(
            "{value} is not possible here: it must lie between {least} and {most}.",
            value=value,
            least=least,
            most=most,
        )
    return Fault(key, what, say("Check the figure and type it again."))


def _measure_faults(row: m.Row, fields: Sequence[Field], values: Values) -> Iterator[Fault]:
    labels = {field.key: field.label for field in fields}
    match row.measure:
        case rules.Given(step) if step is not None and "points" in values:
            yield from _step_fault(step, values["points"])
        case rules.Ratio() if values.get(NOT_DONE) is True and (
            "part" in values or "whole" in values
        ):
            yield Fault(
                "part",
                say("The row cannot have figures and be marked as not done."),
                say("Clear the figures or the mark."),
            )
        case rules.Ratio(may_exceed=may_exceed):
            yield from _share_faults(row, "", values, labels, may_exceed=may_exceed)
        case rules.Mean(parts=parts, may_exceed=may_exceed):
            for part in parts:
                prefix = f"{part.id}."
                yield from _share_faults(row, prefix, values, labels, may_exceed=may_exceed)
        case rules.Table(passes=None):
            yield from _table_faults(row, fields, values, labels)
        case rules.Survey():
            yield from _survey_faults(row, fields, values)
        case rules.DateDue() if values.get(NOT_ISSUED) is True and "date" in values:
            yield Fault(
                "date",
                say("The row cannot have a date and be marked as never issued."),
                say("Clear the date or the mark."),
            )
        case rules.Change(compare="ratio") if "base" in values:
            yield from _base_fault(row, _number(values["base"]), labels["base"])


def _step_fault(step: Decimal, value: Value) -> Iterator[Fault]:
    if _number(value) % step:
        yield Fault(
            "points",
            say("Points of this row come in steps of {step}.", step=step),
            say("Check the figure and type it again."),
        )


def _share_faults(
    row: m.Row, prefix: str, values: Values, labels: Mapping[str, str], *, may_exceed: bool
) -> Iterator[Fault]:
    whole_key, part_key = f"{prefix}whole", f"{prefix}part"
    if whole_key not in values:
        return
    whole = _number(values[whole_key])
    if whole == 0:
        yield _zero_whole(row, whole_key, labels[whole_key])
    elif part_key in values and not may_exceed and _number(values[part_key]) > whole:
        yield _exceeds(part_key, whole_key, values, labels)


def _base_fault(row: m.Row, base: Decimal, label: str) -> Iterator[Fault]:
    if base < 0:
        yield out_of_range("base", Decimal(0), None, base)
    elif base == 0:
        yield _zero_whole(row, "base", label)


def _exceeds(part: str, whole: str, values: Values, labels: Mapping[str, str]) -> Fault:
    return Fault(
        part,
        say(
            "{part_label} ({part:count}) is greater than {whole_label} ({whole:count}).",
            part_label=labels[part],
            part=values[part],
            whole_label=labels[whole],
            whole=values[whole],
        ),
        say("Check these two fields. What was saved before stays as it is."),
    )


def _zero_whole(row: m.Row, key: str, label: str) -> Fault:
    if isinstance(row, m.Item) and row.no_incidence is not None:
        todo = say("If nothing of the kind occurred, mark the row as “no incidence”.")
    elif isinstance(row, m.Item) and row.not_applicable == "unit":
        todo = say("If the row does not concern the unit, mark it as “not applicable”.")
    else:
        todo = say("The row needs a figure above zero here; ask the province if there is none.")
    return Fault(key, say("{label} is 0, so no rate can be computed.", label=label), todo)


def _table_faults(
    row: m.Row, fields: Sequence[Field], values: Values, labels: Mapping[str, str]
) -> Iterator[Fault]:
    lines = dict.fromkeys(field.key.rpartition(".")[0] for field in fields)
    for line in lines:
        part, whole = f"{line}.part", f"{line}.whole"
        if part in values and whole in values and _number(values[part]) > _number(values[whole]):
            yield _exceeds(part, whole, values, labels)
    wholes = [f"{line}.whole" for line in lines]
    entered = all(key in values for key in wholes)
    if wholes and entered and not any(_number(values[key]) for key in wholes):
        yield _zero_whole(row, wholes[-1], labels[wholes[-1]])


def _survey_faults(row: m.Row, fields: Sequence[Field], values: Values) -> Iterator[Fault]:
    tallies = [field.key for field in fields if field.kind == "count"]
    ways = [
        any(key in values for key in tallies),
        SURVEY_PERCENT in values,
        SURVEY_POINTS in values,
    ]
    if sum(ways) > 1:
        yield Fault(
            SURVEY_PERCENT,
            say("Enter the counts, or the percentage, or the points announced: only one of them."),
            say("Clear the fields that are not needed."),
        )
        return
    most = _number(values.get(SURVEY_OF, row.points))
    if most == 0 or _number(values.get(SURVEY_POINTS, 0)) > most:
        yield out_of_range(SURVEY_POINTS, Decimal(0), most, _number(values.get(SURVEY_POINTS, 0)))
    counted = [key for key in tallies if not key.endswith("no_opinion")]
    for prefix in dict.fromkeys(key.rpartition(".")[0] for key in counted):
        group = [key for key in counted if key.rpartition(".")[0] == prefix]
        if all(key in values for key in group) and not any(_number(values[key]) for key in group):
            yield Fault(
                group[0],
                say("Nobody gave an opinion, so no rate can be computed."),
                say("Check the counts."),
            )


def _number(value: Value) -> Decimal:
    """Return a figure that `_field_fault` has already found to be one."""
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)
