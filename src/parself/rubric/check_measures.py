"""Faults of what a row asks for: ids, labels, shared figures, dates, counters."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parself.errors import Problem, say
from parself.rubric import model as m
from parself.rubric import rules
from parself.rubric.check_basics import (
    Faults,
    below_zero,
    empty_list,
    names,
    not_above_zero,
    repeated,
    share_end_faults,
    slug_faults,
    too_great,
    word_faults,
)
from parself.rubric.fields import SURVEY_OF, SURVEY_PERCENT, SURVEY_POINTS

DAYS_AFTER_MOST = 366
"""Longest time by which a reference document may move a due date, in days."""
DUE_YEARS_MOST = 5
"""Farthest year of a due date from the year assessed; a greater one is a year's own number."""
COUNT_MOST = 10**9

_Entry = rules.Level | rules.Part | rules.MeanPart | rules.Option | rules.SurveyPart | rules.Counter
_SURVEY_KEYS = (SURVEY_PERCENT, SURVEY_POINTS, SURVEY_OF)


def measure_faults(rubric: m.Rubric, at: str, measure: rules.Measure) -> Faults:
    """Find every fault of a measure by itself; `at` is its key path."""
    for place, entries in _entry_lists(at, measure):
        yield from _entries_faults(place, entries)
    for place, entry in _inputs(at, measure):
        yield from word_faults(place, entry.title)
        yield from _figure_faults(rubric, place, entry)
    for place, label in _labels(at, measure):
        yield from word_faults(place, label)
    match measure:
        case rules.Given(step) if step is not None and step <= 0:
            yield not_above_zero(f"{at}.step")
        case rules.Table():
            yield from _table_faults(at, measure)
        case rules.Mean(parts):
            yield from _mean_faults(f"{at}.parts", parts)
        case rules.Survey():
            yield from _survey_faults(at, measure)
        case rules.Count(counters):
            yield from _count_faults(at, counters)
        case rules.DateDue():
            yield from _date_faults(rubric, at, measure)
        case _:
            pass


def _entry_lists(at: str, measure: rules.Measure) -> Iterator[tuple[str, Sequence[_Entry]]]:
    """Yield the lists inside a measure that may not be empty."""
    match measure:
        case rules.Choice(levels):
            yield f"{at}.levels", levels
        case rules.Checklist(parts) | rules.Mean(parts):
            yield f"{at}.parts", parts
        case rules.Survey(options, parts):
            if options:
                yield f"{at}.options", options
            if parts:
                yield f"{at}.parts", parts
        case rules.Count(counters) if not _is_single(counters):
            yield f"{at}.counters", counters
        case _:
            pass


def _is_single(counters: Sequence[rules.Counter]) -> bool:
    """Say whether a count is written without a list of counters."""
    return len(counters) == 1 and counters[0].id == "count"


def _entries_faults(at: str, entries: Sequence[_Entry]) -> Faults:
    yield from empty_list(at, entries)
    yield from repeated((f"{at}[{entry.id}].id", entry.id) for entry in entries)
    for entry in entries:
        yield from slug_faults(f"{at}[{entry.id}].id", entry.id)
        yield from word_faults(f"{at}[{entry.id}].title", entry.title)


def _inputs(at: str, measure: rules.Measure) -> Iterator[tuple[str, rules.Input]]:
    match measure:
        case rules.Ratio(part, whole):
            yield f"{at}.part", part
            yield f"{at}.whole", whole
        case rules.Change(value, base):
            yield f"{at}.value", value
            yield f"{at}.base", base
        case rules.Mean(parts):
            for entry in parts:
                yield f"{at}.parts[{entry.id}].part", entry.part
                yield f"{at}.parts[{entry.id}].whole", entry.whole
        case _:
            pass


def _figure_faults(rubric: m.Rubric, at: str, entry: rules.Input) -> Faults:
    if entry.figure is None or any(figure.id == entry.figure for figure in rubric.figures):
        return
    yield Problem(
        say("The shared figure {figure} is not known.", figure=entry.figure[:80]),
        f"{at}.figure",
        say("Name one of {known}, or add it.", known=names(f.id for f in rubric.figures)),
    )


def _labels(at: str, measure: rules.Measure) -> Iterator[tuple[str, str]]:
    """Yield the labels of a measure that stand outside its lists and inputs."""
    match measure:
        case rules.Count(counters) if _is_single(counters):
            yield f"{at}.title", counters[0].title
        case rules.Table(part, whole, passes):
            for key, label in (("part", part), ("whole", whole), ("passes", passes)):
                if label is not None:
                    yield f"{at}.{key}", label
        case rules.DateDue(title):
            yield f"{at}.title", title
            if measure.reference is not None:
                yield f"{at}.reference.title", measure.reference.title
        case _:
            pass


def _table_faults(at: str, table: rules.Table) -> Faults:
    given = tuple(label is not None for label in (table.part, table.whole, table.passes))
    if given not in {(True, True, False), (False, False, True)}:
        yield Problem(
            say("A table has either part and whole, or passes."), at, say("Keep one of the two.")
        )


def _mean_faults(at: str, parts: Sequence[rules.MeanPart]) -> Faults:
    for part in parts:
        if part.weight <= 0:
            yield not_above_zero(f"{at}[{part.id}].weight")
        if part.target is not None:
            yield from share_end_faults(f"{at}[{part.id}].target", part.target, Decimal(1))


def _survey_faults(at: str, survey: rules.Survey) -> Faults:
    for option in survey.options:
        place = f"{at}.options[{option.id}]"
        if not 0 <= option.weight <= 1:
            yield Problem(
                say("The weight is {weight:count}; possible are 0 to 1.", weight=option.weight),
                f"{place}.weight",
                say("Write 0.6 for 60 %."),
            )
        if option.id in _SURVEY_KEYS and not survey.parts:
            yield Problem(
                say("“{id}” is a key of every survey.", id=option.id),
                f"{place}.id",
                say("Choose another id."),
            )
    for part in survey.parts:
        if part.weight <= 0:
            yield not_above_zero(f"{at}.parts[{part.id}].weight")


def _count_faults(at: str, counters: Sequence[rules.Counter]) -> Faults:
    for counter in counters:
        place = f"{at}.most" if _is_single(counters) else f"{at}.counters[{counter.id}].most"
        if counter.most is not None and counter.most < 1:
            yield not_above_zero(place)
        elif counter.most is not None and counter.most > COUNT_MOST:
            yield too_great(place, COUNT_MOST)


def _date_faults(rubric: m.Rubric, at: str, measure: rules.DateDue) -> Faults:
    if measure.due is not None:
        yield from _due_faults(f"{at}.due", measure.due, rubric.year)
    if measure.reference is not None:
        place = f"{at}.reference.days_after"
        if measure.reference.days_after < 0:
            yield below_zero(place)
        elif measure.reference.days_after > DAYS_AFTER_MOST:
            yield too_great(place, DAYS_AFTER_MOST)
    elif measure.due is None:
        yield Problem(
            say("Nothing says when the document is due."), at, say("Add due, reference or both.")
        )


def _due_faults(at: str, due: rules.DueDate, assessed: int) -> Faults:
    if abs(due.year) > DUE_YEARS_MOST:
        yield Problem(
            say("The year of a due date is relative to the year assessed."),
            f"{at}.year",
            say("Write 0 for the same year, -1 for the year before."),
        )
    elif not _exists(due, assessed):
        yield Problem(
            say("The day {day}/{month} does not exist.", day=due.day, month=due.month),
            at,
            say("Check day and month."),
        )


def _exists(due: rules.DueDate, assessed: int) -> bool:
    try:
        due.in_year(assessed)
    except (ValueError, OverflowError):
        return False
    return True
