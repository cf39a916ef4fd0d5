"""Days after a due date (negative before it)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from parself.errors import Message, Problem, say
from parself.rules.amounts import Amount, Context, Quantity, Value, Values, day
from parself.rules.annex import AnnexRule
from parself.rules.checks import Faults, below_zero, too_great, word_faults
from parself.rules.entered import Asked, Fault
from parself.rules.expressions import AmountText, Sheet
from parself.rules.fields import Field
from parself.rules.kinds import Measure, Rule, Span, Stated, worth
from parself.rules.luck import Luck, Result
from parself.rules.rungs import Move, Rung
from parself.rules.steps import StepKind, StepValues, exact, step
from parself.values import Frozen

NOT_ISSUED: Final = "not_issued"
"""Key of the answer that the document was never issued."""
DAYS_AFTER_MOST: Final = 366
"""Longest time by which a reference document may move a due date, in days."""
DUE_YEARS_MOST: Final = 5
"""Farthest year of a due date from the year assessed; a greater one is a year's own number."""


def _date_told(values: StepValues) -> Message:
    if exact(values, "days") <= 0:
        return Message(say("{date}, due {due}: in time").id, values)
    return Message(say("{date}, due {due}: {days:count} day(s) late").id, values)


DATE: Final = StepKind("date", _date_told)
NOT_ISSUED_STEP: Final = StepKind("not-issued", say("{title}"))


class DueDate(Frozen):
    """A day relative to the year assessed: `year` -1 is the year before."""

    month: int
    day: int
    year: int = 0

    def in_year(self, assessed: int) -> date:
        """Return the day itself. Raises ValueError where it does not exist (29 February)."""
        return date(assessed + self.year, self.month, self.day)


class Reference(Frozen):
    """A document whose date may move a due date: the later of both counts."""

    title: str
    days_after: int = 0


class DateDue(Measure):
    """Days after the due date (negative before it)."""

    title: str
    due: DueDate | None = None
    reference: Reference | None = None
    """Required from the user where `due` is absent, optional otherwise."""
    not_issued: str = ""
    """Label of the answer "never issued", the worst one; empty: not offered."""

    kind = "date"
    offers = frozenset(("not_issued",))
    annex = (
        AnnexRule(
            "date",
            "Ngày ban hành",
            {
                "input1": "title",
                "due": "due",
                "due_year": "due.year",
                "input2": "reference.title",
                "days_after": "reference.days_after",
                "otherwise": "not_issued",
            },
            needed=("input1",),
        ),
    )

    @property
    def due_year(self) -> int:
        """The year of the due date, relative to the one assessed."""
        return self.due.year if self.due is not None else 0

    def fields(self, _maximum: Decimal, _sub_units: Sequence[str]) -> Iterator[Field]:
        """Yield fields for the day, for the reference's day, and for "never issued"."""
        yield Field("date", self.title, "date")
        if self.reference is not None:
            optional = self.due is not None
            yield Field("reference", self.reference.title, "date", optional=optional)
        if self.not_issued:
            yield Field(NOT_ISSUED, self.not_issued, "yes", optional=True, instead=True)

    def faults(self, _asked: Asked, values: Values) -> Iterator[Fault]:
        """Find a day entered beside the mark "never issued"."""
        if values.get(NOT_ISSUED) is True and "date" in values:
            what = say("The row cannot have a date and be marked as never issued.")
            yield Fault("date", what, say("Clear the date or the mark."))

    def amount(self, _maximum: Decimal, values: Values, context: Context) -> Quantity:
        """Return the days after the due date; None for a document that was never issued."""
        if values.get(NOT_ISSUED) is True:
            return Quantity(None, (step(NOT_ISSUED_STEP, title=self.not_issued),), is_days=True)
        issued, due = day(values["date"]), self.due_date(values, context.year)
        days = (issued - due).days
        return Quantity(
            Fraction(days), (step(DATE, date=issued, due=due, days=days),), is_days=True
        )

    def due_date(self, values: Values, year: int) -> date:
        """Return the later of the fixed day and the reference's day plus its delay."""
        days = [self.due.in_year(year)] if self.due is not None else []
        if self.reference is not None and "reference" in values:
            days.append(day(values["reference"]) + timedelta(days=self.reference.days_after))
        return max(days)

    def span(self) -> Span:
        """Return a span of days without ends."""
        return Span("quantity", least=None, is_days=True)

    def rungs(self, rule: Rule, values: Values, now: Amount, context: Context) -> Iterator[Rung]:
        """Yield the last day of each earlier band."""
        lasts = () if rule.scale is None else rule.scale.latest_days()
        if now.value is None:
            yield from self._issued(rule, lasts, values, context)
            return
        for last in lasts:
            if last is not None and last < now.value:
                points, _ = worth(rule, Quantity(last, is_days=True))
                yield Rung(Move.EARLIER, "", now.value - last, "", points, threshold=last)

    def _issued(
        self, rule: Rule, lasts: Sequence[Fraction | None], values: Values, context: Context
    ) -> Iterator[Rung]:
        """Yield the issue of a document in each band, with its last day where that is known."""
        is_due = self.due is not None or "reference" in values
        due = self.due_date(values, context.year) if is_due else None
        # So many days that they lie in the last band.
        ever = max((last for last in lasts if last is not None), default=Fraction(0)) + 1
        for last in lasts:
            points, _ = worth(rule, Quantity(last if last is not None else ever, is_days=True))
            by = None if due is None or last is None else due + timedelta(days=int(last))
            yield Rung(Move.ISSUE, self.title, None, "", points, threshold=last, by=by)

    def text(self, sheet: Sheet, values: Values, year: int) -> AmountText:
        """Return the cell's day minus the later due date, as a formula."""
        if values.get(NOT_ISSUED) is True:
            return AmountText("")
        days = []
        if self.due is not None:
            due = self.due.in_year(year)
            days.append(f"DATE({due.year},{due.month},{due.day})")
        if self.reference is not None and "reference" in values:
            days.append(f"{sheet.cell('reference')}+{self.reference.days_after}")
        return AmountText(f"{sheet.cell('date')}-MAX({','.join(days)})")

    def problems(self, at: str, stated: Stated) -> Faults:
        """Check labels, due day and delay; a due day or a reference must be there."""
        yield from word_faults(f"{at}.title", self.title)
        if self.reference is not None:
            yield from word_faults(f"{at}.reference.title", self.reference.title)
        if self.due is not None:
            yield from _due_faults(f"{at}.due", self.due, stated.year)
        if self.reference is not None:
            place = f"{at}.reference.days_after"
            if self.reference.days_after < 0:
                yield below_zero(place)
            elif self.reference.days_after > DAYS_AFTER_MOST:
                yield too_great(place, DAYS_AFTER_MOST)
        elif self.due is None:
            what = say("Nothing says when the document is due.")
            yield Problem(what, at, say("Add due, reference or both."))

    def words(self) -> Iterator[Message]:
        """Yield sentences that name the document and its due day."""
        yield say("date: {title}", title=self.title)
        if (due := self.due) is not None:
            told = say("due {day}/{month}")
            if due.year:
                told = say("due {day}/{month} of the year before")
            yield Message(told.id, {"day": due.day, "month": due.month})
        if (reference := self.reference) is not None:
            yield say("{days} days after {title}", days=reference.days_after, title=reference.title)

    def invented(self, _rule: Rule, result: Result, luck: Luck, context: Context) -> Values:
        """Issue the document before it is due, some days after, or more than a month after."""
        values: dict[str, Value] = {}
        if self.reference is not None:
            year = context.year + self.due_year if self.due is not None else context.year - 1
            values["reference"] = date(year, 12, luck.roll("reference", 5, 28))
        days = {
            Result.FULL: -luck.roll("days", 1, 20),
            Result.PARTLY: luck.roll("days", 2, 14),
            Result.LITTLE: luck.roll("days", 33, 60),
        }[result]
        return {**values, "date": self.due_date(values, context.year) + timedelta(days=days)}


def _due_faults(at: str, due: DueDate, assessed: int) -> Faults:
    if abs(due.year) > DUE_YEARS_MOST:
        what = say("The year of a due date is relative to the year assessed.")
        yield Problem(what, f"{at}.year", say("Write 0 for the same year, -1 for the year before."))
        return
    try:
        due.in_year(assessed)
    except (ValueError, OverflowError):
        what = say("The day {day}/{month} does not exist.", day=due.day, month=due.month)
        yield Problem(what, at, say("Check day and month."))
