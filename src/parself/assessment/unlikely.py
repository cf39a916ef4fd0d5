"""Is this input likely? What is possible, but so far from what is expected that a slip is likelier.

`entries` refuses what cannot be; this module alone says what is hardly meant: a year far from
the one that is assessed, a share far above 100 %, a figure a hundred times last year's or the
shared one. Such input is taken and asked about, beside its field and by the inspector, and never
refused. Every door asks here and has no rule of its own. Pure, and total: it says nothing of
values that are not of their field's kind.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.assessment.entries import with_figures
from parself.assessment.evidence import uses
from parself.assessment.model import Assessment, Document, Past, State
from parself.errors import Message, say
from parself.numerals import is_number
from parself.rubric import model as m
from parself.rubric import peers
from parself.rules.amounts import Value, Values
from parself.rules.entered import FAR_APART
from parself.rules.fields import Field, row_fields
from parself.values import Frozen, evolve, field

DATA_DATE: Final = "data-date"
SIGNED: Final = "signed"


class Doubt(Frozen):
    """Why an input is hardly meant: what it is about, what is odd, and what to look at."""

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


class Yardstick(Frozen):
    """What entered values are held against."""

    year: int
    """The year assessed."""
    figures: Values = field(default_factory=dict)
    """Shared figures by id."""
    past: Past | None = None


def yardstick(assessment: Assessment, past: Past | None) -> Yardstick:
    """Return what the values of an assessment are held against."""
    return Yardstick(assessment.year, assessment.figures, past)


def of_assessment(
    rubric: m.Rubric, unit: peers.Unit, assessment: Assessment, past: Past | None
) -> tuple[Doubt, ...]:
    """Return what is unlikely in head, rows and documents; one doubt for each subject.

    Rows in which nothing was entered are left alone, and so are figures that do not count.
    """
    against = yardstick(assessment, past)
    found = {doubt.subject: doubt for doubt in of_head(assessment)}
    for row_id, answer in assessment.answers.items():
        row = rubric.rows.get(row_id)
        if row is None or not answer.values or answer.state not in _COUNTING:
            continue
        for doubt in of_row(row, row_fields(row, unit.sub_units), answer.values, against):
            known = found.get(doubt.subject, evolve(doubt, rows=()))
            found[doubt.subject] = evolve(known, rows=(*known.rows, row_id))
    return (*found.values(), *_of_documents(assessment))


def _of_documents(assessment: Assessment) -> Iterator[Doubt]:
    for document in assessment.documents:
        for doubt in of_document(document, assessment.year):
            citing = (use.row_id for use in uses(assessment).get(document.id, ()))
            yield evolve(doubt, rows=tuple(dict.fromkeys(citing)))


_COUNTING: Final = frozenset({State.ANSWERED, State.UNANSWERED})


def of_row(
    row: m.Row, fields: Sequence[Field], own: Values, against: Yardstick
) -> tuple[Doubt, ...]:
    """Return what is unlikely in a row's values; at most one doubt for each field."""
    shown = with_figures(fields, own, against.figures)
    found: dict[str, Doubt] = {}
    for one, what, todo in _of_values(row, fields, own, shown, against):
        shared = one.figure is not None and one.key not in own
        subject = f"figures.{one.figure}" if shared else f"{row.id}.{one.key}"
        found.setdefault(one.key, Doubt(subject, one.key, what, todo, (row.id,)))
    return tuple(found.values())


Odd = tuple[Field, Message, Message]
"""A field, what is odd about it, and what to look at."""


def _of_values(
    row: m.Row, fields: Sequence[Field], own: Values, shown: Values, against: Yardstick
) -> Iterator[Odd]:
    known = [one for one in fields if one.key in shown]
    yield from _days(row, known, shown, against.year)
    yield from _shares(row, known, shown)
    yield from _percentages(known, shown)
    yield from _besides_shared(known, own, against.figures)
    yield from _besides_last_year(row, known, shown, against.past)
    yield from _besides_maximum(row, known, shown)


def _days(row: m.Row, known: Sequence[Field], shown: Values, year: int) -> Iterator[Odd]:
    due = row.measure.due_year
    years = range(year + min(due, 0) - 1, year + max(due, 0) + 2)
    for one in known:
        what = _far_day(shown[one.key], year, years)
        if what is not None:
            yield one, what, _CHECK_DAY


def _shares(row: m.Row, known: Sequence[Field], shown: Values) -> Iterator[Odd]:
    fields = {one.key: one for one in known}
    for pair in row.measure.pairs():
        part, whole = (_number(shown.get(key)) for key in (pair.part, pair.whole))
        if not part or not whole or pair.part not in fields:
            continue
        if abs(part) > pair.most * abs(whole) or FAR_APART * abs(part) < pair.least * abs(whole):
            share = Fraction(part) / Fraction(whole)
            what = say(
                "{part:count} of {whole:count} is {share:percent}, which is unusual.",
                part=part,
                whole=whole,
                share=share,
            )
            yield fields[pair.part], what, _CHECK_FIGURES


def _percentages(known: Sequence[Field], shown: Values) -> Iterator[Odd]:
    """Percentages that were entered as shares, as Excel keeps them."""
    for one in known:
        value = _number(shown[one.key])
        if one.kind == "percent" and value is not None and 0 < value <= 1:
            what = say(
                "{value:count} is read as {read:rate}, not as {meant:rate}.",
                value=value,
                read=Fraction(value) / 100,
                meant=value,
            )
            yield one, what, say("Enter the percentage, for example 93,5.")


def _besides_shared(known: Sequence[Field], own: Values, figures: Values) -> Iterator[Odd]:
    for one in known:
        value, shared = _number(own.get(one.key)), _number(figures.get(one.figure or ""))
        if value is not None and shared is not None and _far_apart(value, shared):
            what = say(
                "{value:count} here, the shared figure is {other:count}.",
                value=value,
                other=shared,
            )
            yield one, what, _CHECK_FIGURE


def _besides_last_year(
    row: m.Row, known: Sequence[Field], shown: Values, past: Past | None
) -> Iterator[Odd]:
    if past is None or row.id not in past.rows:
        return
    before = past.rows[row.id].values
    for one in known:
        value, then = _number(shown[one.key]), _number(before.get(one.key))
        if value is not None and then is not None and _far_apart(value, then):
            what = say(
                "{value:count} here, {other:count} in {year:none}.",
                value=value,
                other=then,
                year=past.year,
            )
            yield one, what, _CHECK_FIGURE


def _besides_maximum(row: m.Row, known: Sequence[Field], shown: Values) -> Iterator[Odd]:
    """Announced points may be out of another number than the row's, but hardly of any."""
    for one in known:
        value = _number(shown[one.key])
        is_maximum = one.key == row.measure.maximum_key
        if is_maximum and value is not None and _far_apart(value, row.points):
            what = say(
                "{value:count} here, the row has at most {other:points} points.",
                value=value,
                other=row.points,
            )
            yield one, what, _CHECK_FIGURE


def of_head(assessment: Assessment) -> Iterator[Doubt]:
    """Yield what is unlikely about the days of an assessment itself."""
    if assessment.data_date is not None:
        yield from of_data_date(assessment.data_date, assessment.year)
    if assessment.sign_off is not None:
        yield from of_signing(assessment.sign_off.signed, assessment.year)


def of_data_date(day: date, year: int) -> Iterator[Doubt]:
    """Yield whether figures of a year hardly stand at this day."""
    what = _far_day(day, year, range(year, year + 2))
    if what is not None:
        yield Doubt(DATA_DATE, DATA_DATE, what, _CHECK_DAY, about=say("Data date"))


def of_signing(day: date, year: int) -> Iterator[Doubt]:
    """Yield whether an assessment of a year is hardly signed on this day."""
    what = _far_day(day, year, range(year, year + 2))
    if what is not None:
        yield Doubt(SIGNED, SIGNED, what, _CHECK_DAY, about=say("Day of signature"))


def of_document(document: Document, year: int) -> Iterator[Doubt]:
    """Yield what is unlikely about the days of a document of proof."""
    days = (
        ("issued", document.issued, range(year - _IN_FORCE, year + 2)),
        ("captured", document.captured, range(year - 1, year + 2)),
    )
    for key, day, likely in days:
        what = None if day is None else _far_day(day, year, likely)
        if what is not None:
            about = say("Document {name}", name=document.called)
            yield Doubt(f"{document.id}.{key}", key, what, _CHECK_DAY, about=about)


_IN_FORCE: Final = 10
"""Years for which regulations are cited as proof; those of an earlier year stay in force."""


def of_due(row_id: str, due: date | None, year: int) -> Iterator[Doubt]:
    """Yield whether what is to be done about a row is hardly due on this day."""
    what = None if due is None else _far_day(due, year, range(year, year + 3))
    if what is not None:
        yield Doubt(f"{row_id}.due", "due", what, _CHECK_DAY, (row_id,))


def _far_day(day: Value, year: int, likely: range) -> Message | None:
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
