"""Input that is possible but probably a slip: a doubt for each field, to be asked about.

Examples: a year far from the one that is assessed, a share far above 100 %, a figure a hundred
times last year's or the shared one. Such input is accepted. Screens show the doubt beside the
field, and the inspector lists it. What is impossible is refused in `possible`. This module alone
knows these rules. Pure. Values that are not of their field's kind give no doubt.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

from parself.assessment.entries import with_figures
from parself.assessment.evidence import citing_rows
from parself.assessment.model import Assessment, Document, Past, State
from parself.errors import Message, say
from parself.numerals import is_number
from parself.rubric import model as m
from parself.rubric import peers
from parself.rules.amounts import Value, Values
from parself.rules.entered import FAR_APART, Pair
from parself.rules.fields import Field, Fields, known_of
from parself.rules.kinds import pairs_of, row_fields
from parself.values import Frozen, evolve, remembered


class Doubt(Frozen):
    """A question about an input: what it concerns, what is odd, and what to look at."""

    subject: str
    """What it is about: ``3.4.1.part``, ``figures.so-xa``, ``E-001.issued``, ``data-date``."""
    key: str
    """The field, in whatever asks for it."""
    what: Message
    todo: Message
    rows: tuple[str, ...] = ()
    """Rows to look at."""
    about: Message | None = None
    """What it is about, in words; None where it is about figures of its rows."""


RowDoubts = Mapping[str, tuple[Doubt, ...]]
"""What is asked about each row; nothing where all is likely."""


def of_assessment(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    past: Past | None,
    rows: RowDoubts | None = None,
) -> tuple[Doubt, ...]:
    """Return the doubts about head, rows and documents; at most one for each subject.

    `rows` is what `of_rows` says, where that is known already.
    """
    signed = assessment.sign_off.signed if assessment.sign_off else None
    year = assessment.year
    head = (*of_data_date(assessment.data_date, year), *of_signing(signed, year))
    found = {doubt.subject: doubt for doubt in head}
    for row_id, doubts in (rows or of_rows(rubric, unit, assessment, past)).items():
        for doubt in doubts:
            known = found.get(doubt.subject, evolve(doubt, rows=()))
            found[doubt.subject] = evolve(known, rows=(*known.rows, row_id))
    citing = citing_rows(assessment)
    of_documents = (
        evolve(doubt, rows=citing.get(document.id, ()))
        for document in assessment.documents
        for doubt in of_document(document, year)
    )
    return (*found.values(), *of_documents)


def of_rows(
    rubric: m.Rubric,
    unit: peers.Unit,
    assessment: Assessment,
    past: Past | None,
    known: RowDoubts | None = None,
) -> RowDoubts:
    """Return the doubts about each row; those of `known` are not looked at again.

    Rows without values give none, and neither do rows whose figures do not count.
    """
    known = known or {}
    found = {}
    for row_id, answer in assessment.answers.items():
        row = rubric.rows.get(row_id)
        if row_id in known:
            found[row_id] = known[row_id]
        elif row is not None and answer.values and answer.state in _COUNTING:
            fields = row_fields(row, unit.sub_units)
            found[row_id] = of_row(row, fields, answer.values, assessment, past)
    return found


_COUNTING: Final = frozenset({State.ANSWERED, State.UNANSWERED})


def of_row(
    row: m.Row, fields: Fields, own: Values, assessment: Assessment, past: Past | None
) -> tuple[Doubt, ...]:
    """Return the doubts about a row's values, at most one for each field.

    `own` holds the values entered in the row itself, without shared figures. They are compared
    with the year and the shared figures of `assessment`, and with last year's.
    """
    shown = with_figures(fields, own, assessment.figures)
    known = [one for one in fields if one.key in shown]
    shared = {one.key: assessment.figures.get(one.figure) for one in known if one.figure}
    limits = _limits(row)
    before = past.rows[row.id].values if past is not None and row.id in past.rows else {}
    odd = (
        *_days(known, shown, assessment.year, limits.due),
        *_shares(fields, shown, limits.pairs),
        *_percentages(fields, shown),
        *_far_off(known, own, shared, _SHARED),
        *_far_off(known, shown, before, _LAST_YEAR, year=past.year if past else None),
        *_far_off(known, shown, limits.announced, _MAXIMUM),
        *_besides_what_counts(known, shown, limits.settled),
    )
    found: dict[str, Doubt] = {}
    for one, what, todo in odd:
        is_shared = one.figure is not None and one.key not in own
        subject = f"figures.{one.figure}" if is_shared else f"{row.id}.{one.key}"
        found.setdefault(one.key, Doubt(subject, one.key, what, todo, (row.id,)))
    return tuple(found.values())


Odd = tuple[Field, Message, Message]
"""A field, what is odd about it, and what to look at."""
_SHARED: Final = say("{value:count} here, the shared figure is {other:count}.")
_LAST_YEAR: Final = say("{value:count} here, {other:count} in {year:none}.")
_MAXIMUM: Final = say("{value:count} here, the row has at most {other:points} points.")


def _far_off(
    known: Sequence[Field],
    values: Values,
    others: Mapping[str, Value | None],
    said: Message,
    **more: object,
) -> Iterator[Odd]:
    """Find figures that are far from another one of their field."""
    for one in known if others else ():
        other = _number(others.get(one.key))
        value = None if other is None else _number(values.get(one.key))
        if value is not None and other is not None and _far_apart(value, other):
            told = {"value": value, "other": other, **more}
            yield one, Message(said.id, told), _CHECK_FIGURE


class _Limits(Frozen):
    """What figures of a row are compared with, whatever is entered."""

    due: int
    """The year, relative to the one assessed, in which a day is expected."""
    pairs: tuple[Pair, ...]
    announced: Mapping[str, Value]
    """The row's maximum under the field in which one announced elsewhere is entered."""
    settled: int | None
    """The last count that changes the points; None for what is not counted."""


@remembered
def _limits(row: m.Row) -> _Limits:
    key = row.measure.maximum_key
    settled = None
    if row.scale is not None and row.measure.span().counters is not None:
        settled = max(ceil(row.scale.settled_at(Fraction(row.points)) or 0), 1)
    announced = {key: row.points} if key else {}
    return _Limits(row.measure.due_year, pairs_of(row.measure), announced, settled)


def _days(known: Sequence[Field], shown: Values, year: int, due: int) -> Iterator[Odd]:
    years = range(year + min(due, 0) - 1, year + max(due, 0) + 2)
    for one in known:
        what = _far_day(shown[one.key], year, years)
        if what is not None:
            yield one, what, _CHECK_DAY


def _shares(fields: Fields, shown: Values, pairs: Sequence[Pair]) -> Iterator[Odd]:
    by_key = known_of(fields).by_key
    for pair in pairs:
        part, whole = _number(shown.get(pair.part)), _number(shown.get(pair.whole))
        if not part or not whole or pair.part not in by_key:
            continue
        if abs(part) > pair.most * abs(whole) or FAR_APART * abs(part) < pair.least * abs(whole):
            share = Fraction(part) / Fraction(whole)
            what = say(
                "{part:count} of {whole:count} is {share:percent}, which is unusual.",
                part=part,
                whole=whole,
                share=share,
            )
            yield by_key[pair.part], what, _CHECK_FIGURES


def _percentages(fields: Fields, shown: Values) -> Iterator[Odd]:
    """Find percentages that were entered as shares, as Excel keeps them."""
    for one in known_of(fields).percentages:
        value = _number(shown.get(one.key))
        if value is not None and 0 < value <= 1:
            what = say(
                "{value:count} is read as {read:rate}, not as {meant:rate}.",
                value=value,
                read=Fraction(value) / 100,
                meant=value,
            )
            yield one, what, say("Enter the percentage, for example 93,5.")


def _besides_what_counts(
    known: Sequence[Field], shown: Values, settled: int | None
) -> Iterator[Odd]:
    """Find counts far above the last one that changes the points."""
    for one in known if settled is not None else ():
        value = _number(shown[one.key])
        if value is not None and settled is not None and value >= FAR_APART * settled:
            what = say(
                "{value:count} here, from {other:count} on the points stay the same.",
                value=value,
                other=settled,
            )
            yield one, what, _CHECK_FIGURE


def of_data_date(day: date | None, year: int) -> Iterator[Doubt]:
    """Ask about a day at which the figures of a year can hardly stand."""
    likely = range(year, year + 2)
    yield from _far_days("data-date", "data-date", day, year, likely, say("Data date"))


def of_signing(day: date | None, year: int) -> Iterator[Doubt]:
    """Ask about a day on which the assessment of a year was hardly signed."""
    likely = range(year, year + 2)
    yield from _far_days("signed", "signed", day, year, likely, say("Day of signature"))


def of_document(document: Document, year: int) -> Iterator[Doubt]:
    """Ask about days on which a document of proof was hardly issued or captured."""
    about = say("Document {name}", name=document.called)
    for key, day, back in (
        ("issued", document.issued, _IN_FORCE),
        ("captured", document.captured, 1),
    ):
        likely = range(year - back, year + 2)
        yield from _far_days(f"{document.id}.{key}", key, day, year, likely, about)


_IN_FORCE: Final = 10
"""Years for which regulations are cited as proof; those of an earlier year stay in force."""


def of_due(row_id: str, due: date | None, year: int) -> Iterator[Doubt]:
    """Ask about a day on which a task of a year is hardly due."""
    for doubt in _far_days(f"{row_id}.due", "due", due, year, range(year, year + 3)):
        yield evolve(doubt, rows=(row_id,))


def _far_days(
    subject: str,
    key: str,
    day: date | None,
    year: int,
    likely: range,
    about: Message | None = None,
) -> Iterator[Doubt]:
    """Yield a doubt about a day whose year is not among the `likely` ones."""
    what = _far_day(day, year, likely)
    if what is not None:
        yield Doubt(subject, key, what, _CHECK_DAY, about=about)


def _far_day(day: Value | None, year: int, likely: range) -> Message | None:
    if not isinstance(day, date) or day.year in likely:
        return None
    return say("{day} lies far from the year assessed, {year:none}.", day=day, year=year)


_CHECK_DAY: Final = say("Is the year right?")
_CHECK_FIGURE: Final = say("That is a hundred times apart: is the figure right?")
_CHECK_FIGURES: Final = say("Are both figures right? A dot may have been read as a decimal mark.")


def _far_apart(one: Decimal, other: Decimal) -> bool:
    """Say whether one figure is a hundred times the other; of zero nothing is said."""
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and large >= FAR_APART * small


def _number(value: Value | None) -> Decimal | None:
    """Return an entered figure; comparing decimals is exact, and a fraction costs more."""
    number = Decimal(value) if is_number(value) else None
    return number if number is not None and number.is_finite() else None
