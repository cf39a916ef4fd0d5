"""Every fault of a pack at once. Pure.

A pack that teaches wrongly is worse than none: so each answer of the key and each trap is scored
by the rules themselves, and each planted fault is looked for in the dossier as a group would.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Final

from parself.assessment.evidence_kinds import unfit
from parself.assessment.model import Answer, State
from parself.assessment.possible import answer_faults
from parself.errors import Message, Problem, say
from parself.numerals import show_date, show_trimmed
from parself.rubric import model as m
from parself.rules import checks
from parself.rules.amounts import Context
from parself.rules.kinds import row_fields
from parself.scoring.score import score_row
from parself.workshop.pack import FaultKind, Given, Keyed, Pack, Paper, Place, PlantedFault, Trap

PAPERS_MOST: Final = 200
PAGES_MOST: Final = 200
FAULTS_MOST: Final = 200
LISTED_MOST: Final = 50
"""Most answers, traps or hints of one row, and places of one fault."""
_MOST_MINUTES: Final = 5 * 24 * 60


def pack_faults(pack: Pack) -> checks.Faults:
    """Find every fault of a pack, each with its key path and what to do."""
    oversized = tuple(_size_faults(pack))
    yield from oversized or _sized_faults(pack)


def _size_faults(pack: Pack) -> checks.Faults:
    """Find lists too long to be looked at; nothing else is then asked."""
    yield from checks.too_many("document", len(pack.papers), PAPERS_MOST)
    yield from checks.too_many("fact", len(pack.facts), PAPERS_MOST)
    yield from checks.too_many("fault", len(pack.faults), FAULTS_MOST)
    yield from checks.too_many("key", len(pack.keys), PAPERS_MOST)
    for paper in pack.papers:
        yield from checks.too_many(f"document[{paper.id}].page", len(paper.leaves), PAGES_MOST)
    for fault in pack.faults:
        yield from checks.too_many(f"fault[{fault.id}].place", len(fault.places), LISTED_MOST)
    for one in pack.keys:
        for name, entries in (("right", one.right), ("trap", one.traps), ("hints", one.hints)):
            yield from checks.too_many(f"key[{one.row}].{name}", len(entries), LISTED_MOST)


def _sized_faults(pack: Pack) -> checks.Faults:
    yield from _head_faults(pack)
    yield from checks.repeated((f"document[{one.id}].id", one.id) for one in pack.papers)
    yield from checks.repeated((f"fault[{one.id}].id", one.id) for one in pack.faults)
    yield from checks.repeated((f"key[{one.row}].row", one.row) for one in pack.keys)
    for number, fact in enumerate(pack.facts, start=1):
        yield from checks.word_faults(f"fact[#{number}].title", fact.title)
        yield from checks.word_faults(f"fact[#{number}].value", fact.value)
    for paper in pack.papers:
        yield from _paper_faults(f"document[{paper.id}]", paper)
    yield from _coverage_faults(pack)
    for one in pack.keys:
        yield from _key_faults(pack, one)
    yield from _total_faults(pack)
    for fault in pack.faults:
        yield from _fault_faults(pack, fault)


def _head_faults(pack: Pack) -> checks.Faults:
    head = pack.head
    yield from checks.slug_faults("pack.id", head.id)
    yield from checks.word_faults("pack.edition", head.edition)
    yield from checks.word_faults("pack.title", head.title)
    yield from _text_faults("pack.introduction", head.introduction)
    yield from checks.repeated((f"pack.rows[#{n}]", row) for n, row in enumerate(head.rows, 1))
    yield from _minute_faults("pack.minutes", head.minutes, least=1)


def _minute_faults(at: str, minutes: int, *, least: int) -> checks.Faults:
    if not least <= minutes <= _MOST_MINUTES:
        what = say("A time of {minutes} minutes is not possible.", minutes=minutes)
        yield Problem(what, at, say("Write minutes, for example 30."))


def _text_faults(at: str, text: str) -> checks.Faults:
    if not text.strip():
        yield Problem(say("The text is empty."), at, say("Write what people are to read here."))


def _paper_faults(at: str, paper: Paper) -> checks.Faults:
    yield from checks.row_id_faults(f"{at}.id", paper.id)
    yield from checks.word_faults(f"{at}.title", paper.title)
    yield from checks.empty_list(f"{at}.page", paper.leaves)
    numbers = [one.number for one in paper.leaves]
    if numbers != sorted(set(numbers)) or any(number < 1 for number in numbers):
        what = say("The pages are not numbered upwards from 1.")
        yield Problem(what, f"{at}.page", say("Number them as a reader would count them."))
    if paper.pages is not None and numbers and paper.pages < max(numbers):
        what = say(
            "The document has a page {page}, but says it has {pages}.",
            page=max(numbers),
            pages=paper.pages,
        )
        yield Problem(what, f"{at}.pages", say("Correct the number of pages."))
    for one in paper.leaves:
        yield from _text_faults(f"{at}.page[#{one.number}].text", one.text)
    why = unfit("t.txt", [paper.content]) if paper.leaves else None
    if why is not None:
        yield Problem(why, f"{at}.page", say("Begin it with the words of a paper."))


def _coverage_faults(pack: Pack) -> checks.Faults:
    """Find rows without a key, and keys without a row."""
    scored = {item.id for item in pack.rubric.items() if item.source is m.Source.SELF}
    known = {one.row for one in pack.keys}
    for row in (item.id for item in pack.rubric.items()):
        if pack.keys and row in scored - known:
            what = say("Row {row} has no key.", row=row)
            yield Problem(what, "key", say("Add [[key]] with this row, or take the row out."))
    for row in sorted(known - scored):
        what = say("Row {row} is not among the rows that a group scores.", row=row[:40])
        yield Problem(what, f"key[{row[:40]}].row", say("Correct the id, or take the key out."))


def _key_faults(pack: Pack, key: Keyed) -> checks.Faults:
    at, row = f"key[{key.row}]", pack.rubric.rows.get(key.row)
    yield from _text_faults(f"{at}.reason", key.reason)
    yield from _minute_faults(f"{at}.minutes", key.minutes, least=0)
    yield from checks.empty_list(f"{at}.right", key.right)
    if row is None:
        return
    if not 0 <= key.tolerance < row.points:
        what = say(
            "The tolerance is not below the row's {points:points} points.", points=row.points
        )
        yield Problem(what, f"{at}.tolerance", say("Write 0, or a little more."))
    for number, hint in enumerate(key.hints, start=1):
        yield from _text_faults(f"{at}.hints[#{number}]", hint)
    for number, given in enumerate(key.right, start=1):
        yield from _given_faults(pack, row, f"{at}.right[#{number}]", given)
    for number, trap in enumerate(key.traps, start=1):
        yield from _trap_faults(pack, row, key, f"{at}.trap[#{number}]", trap)


def _trap_faults(pack: Pack, row: m.Row, key: Keyed, at: str, trap: Trap) -> checks.Faults:
    yield from _text_faults(f"{at}.mistake", trap.mistake)
    yield from _given_faults(pack, row, at, trap)
    if any(trap.answer == one.answer for one in key.right):
        what = say("What the trap enters is right by the key.")
        yield Problem(what, at, say("Enter what a group that errs would enter."))
    elif key.right and key.is_right(trap.points):
        what = say("The trap is worth {points:points} points, as the key.", points=trap.points)
        yield Problem(what, f"{at}.points", say("Make the error change the points, or drop it."))


def _given_faults(pack: Pack, row: m.Row, at: str, given: Given | Trap) -> checks.Faults:
    """Find an answer that is not possible, or that the rules score otherwise than is said."""
    sub_units = pack.unit.sub_units
    wrong = answer_faults(row, row_fields(row, sub_units), given.answer, {})
    for fault in wrong:
        place = f"{at}.inputs.{fault.key}" if fault.key else at
        yield Problem(fault.what, place, fault.todo)
    if wrong:
        return
    scored = points_of(pack, row, given.answer)
    if scored is None:
        what = say("The row has no points with this answer.")
        yield Problem(what, at, say("Enter the figures of the row."))
    elif scored != given.points:
        what = say(
            "The rules give {scored:points} points, not {stated:points}.",
            scored=scored,
            stated=given.points,
        )
        yield Problem(what, f"{at}.points", say("Correct the points, or what is entered."))


def points_of(pack: Pack, row: m.Row, answer: Answer) -> Decimal | None:
    """Return what an answer is worth in a pack; None where it is not complete.

    A row that is taken out of the maximum counts as 0.
    """
    context = Context(pack.rubric.year, pack.unit.sub_units)
    step = pack.rubric.rounding.item
    scored = score_row(row, answer, answer.values, context, step)
    return Decimal(0) if scored.state is State.NOT_APPLICABLE else scored.points


def _total_faults(pack: Pack) -> checks.Faults:
    stated = pack.head.points
    if stated is not None and stated != pack.key_points:
        what = say(
            "The key adds up to {sum:points} points, not to {stated:points}.",
            sum=pack.key_points,
            stated=stated,
        )
        yield Problem(what, "pack.points", say("Correct the sum, or the key."))


def _fault_faults(pack: Pack, fault: PlantedFault) -> checks.Faults:
    at = f"fault[{fault.id}]"
    yield from checks.slug_faults(f"{at}.id", fault.id)
    yield from _text_faults(f"{at}.seen", fault.seen)
    yield from checks.empty_list(f"{at}.place", fault.places)
    for row in fault.rows:
        if row not in pack.rubric.rows:
            what = say("The pack has no row {row}.", row=row[:40])
            yield Problem(what, f"{at}.rows", say("Name rows that are scored."))
    unseen = [*_place_faults(pack, at, fault.places)]
    yield from unseen
    if fault.places and not unseen:
        papers = [paper for one in fault.places if (paper := pack.paper(one.document))]
        why = _absent(fault, papers, pack.rubric.year)
        if why is not None:
            what, todo = why
            yield Problem(what, at, todo)


def _place_faults(pack: Pack, at: str, places: Sequence[Place]) -> checks.Faults:
    """Find places that a reader would not find."""
    for number, place in enumerate(places, start=1):
        here, paper = f"{at}.place[#{number}]", pack.paper(place.document)
        if paper is None:
            what = say("The dossier has no document {id}.", id=place.document[:40])
            yield Problem(what, f"{here}.document", say("Name a document of the dossier."))
        elif _run_on(place.quote) not in _run_on(paper.text) or not place.quote.strip():
            what = say("The words do not stand in document {id}.", id=paper.id)
            yield Problem(what, f"{here}.quote", say("Quote the document word for word."))
        elif place.figure is not None and show_trimmed(place.figure) not in place.quote:
            what = say(
                "The figure {figure:count} does not stand in the words quoted.", figure=place.figure
            )
            yield Problem(what, f"{here}.figure", say("Quote the words with the figure in them."))


def _run_on(text: str) -> str:
    return " ".join(text.split())


Why = tuple[Message, Message]


def _absent(fault: PlantedFault, papers: Sequence[Paper], year: int) -> Why | None:
    """Return why a planted fault is none, and what to do; None where it is there to be found."""
    match fault.kind:
        case FaultKind.OUTSIDE_PERIOD:
            return _not_outside(papers, year)
        case FaultKind.LATE:
            return _not_late(fault.due, papers)
        case FaultKind.MISSING_PAGE:
            return _no_page_missing(papers)
        case FaultKind.PART_ABOVE_WHOLE:
            return _not_above(fault.places)
        case FaultKind.CONTRADICTION:
            return _no_contradiction(fault.places)
        case FaultKind.HIDDEN:
            return None


def _not_outside(papers: Sequence[Paper], year: int) -> Why | None:
    if any(one.issued is not None and one.issued.year != year for one in papers):
        return _undated(papers)
    what = say("No document named here is dated outside {year:none}.", year=year)
    return what, say("Date the document outside the year, or choose another kind of fault.")


def _not_late(due: date | None, papers: Sequence[Paper]) -> Why | None:
    if due is None:
        return say("A late document needs the day on which it was due."), say("Add due = DATE.")
    if any(one.issued is not None and one.issued > due for one in papers):
        return _undated(papers)
    what = say("No document named here was issued after {due}.", due=due)
    return what, say("Correct the days.")


def _undated(papers: Sequence[Paper]) -> Why | None:
    """Return that no reader sees the day of any of the documents, else nothing."""
    if any(one.issued and _says(one.text, one.issued) for one in papers):
        return None
    what = say("The day of the document does not stand in its text.")
    return what, say("Write it there, for example: ngày 05 tháng 12 năm 2023.")


def _says(text: str, day: date) -> bool:
    spoken = {
        f"ngày {day:%d} tháng {day:%m} năm {day.year}",
        f"ngày {day:%d} tháng {day.month} năm {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    }
    return any(words in _run_on(text) for words in {show_date(day), *spoken})


def _no_page_missing(papers: Sequence[Paper]) -> Why | None:
    for one in papers:
        present = {leaf.number for leaf in one.leaves}
        stated = one.pages or max(present, default=0)
        if set(range(1, stated + 1)) - present:
            return None
    what = say("No page is missing in the documents named here.")
    return what, say("Leave a page out, and say in pages how many there should be.")


def _not_above(places: Sequence[Place]) -> Why | None:
    figures = [one.figure for one in places if one.figure is not None]
    if len(figures) == 2 and figures[0] > figures[1]:
        return None
    what = say("The first figure is not above the second one.")
    return what, say("Name two places: first the part, then the smaller whole, each with figure.")


def _no_contradiction(places: Sequence[Place]) -> Why | None:
    """Return that no two places say different things of a figure."""
    if any(_differ(one, other) for one, other in combinations(places, 2)):
        return None
    what = say("No two places contradict each other.")
    return what, say("Name two places whose figures, or else whose words, differ.")


def _differ(one: Place, other: Place) -> bool:
    if one.figure is not None and other.figure is not None:
        return one.figure != other.figure
    return _run_on(one.quote) != _run_on(other.quote)
