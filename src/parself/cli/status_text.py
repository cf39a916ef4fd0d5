"""What the command status says of an assessment, as text and as JSON. Nothing is printed here."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from parself.cli import shapes
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render
from parself.numerals import round_half_up, show_decimal
from parself.report.shares import share_columns
from parself.returns.model import Return, Stood
from parself.rubric import peers
from parself.scoring.score import Scores, Total
from parself.standing.projection import Projection, ladder
from parself.submission.coming import last_hand_in
from parself.submission.inspector import Finding
from parself.tables.data import Json, figure, record, records
from parself.tables.model import UNKNOWN, Cell, Column, Kind, Level, filled, line_with
from parself.tables.terminal import aligned, listed, wrapped
from parself.view.progress import by_area, by_department
from parself.view.view import Filter, View
from parself.words import asking, caution, published, wording
from parself.words.result_words import unforetold_words
from parself.words.score_words import adjustment_words, carried_words, index_words, survey_words

_LEAST_SHOWN = Decimal("0.005")
"""Probabilities below half a percent are not listed."""


def warnings(view: View) -> list[str]:
    """Return the standing warnings: what of all this is not official."""
    folder = view.folder
    said = [
        caution.rubric_warning(folder.rubric),
        caution.purpose_warning(view.assessment.purpose),
        caution.standings_warning(folder.standings, folder.roster) if folder.standings else "",
    ]
    return [line for text in said if text for line in wrapped(text)]


def status(view: View, *, by_departments: bool = False) -> Iterator[str]:
    """Yield the lines of ``parself status``."""
    yield from wrapped(heading(view))
    yield from warnings(view)
    yield ""
    if view.published is not None:
        yield from places(view)
        yield ""
    shares = by_department(view) if by_departments else by_area(view)
    what = _("Department") if by_departments else _("Area")
    yield from listed(share_columns(what), shares)
    yield ""
    yield from wrapped(_counts(view))
    yield ""
    yield from _totals(view)
    yield ""
    if view.assessment.part is None:
        yield from places(view) if view.published is None else ()
        yield from _published(view)
    yield from _where_it_stands(view)
    yield from asked_lines(view)


def asked_lines(view: View) -> list[str]:
    """Return what contradicts itself or is unlikely, and has no reason beside it."""
    more = f"parself check {show_path(view.folder.path)}"
    return [line for text in asking.told(view.asked, more) for line in wrapped(text)]


def heading(view: View) -> str:
    """Return who assesses which year by which rubric."""
    year = str(view.assessment.year)
    title = view.rubric.title
    return " · ".join((view.owner, title) if year in title else (view.owner, title, year))


def _counts(view: View) -> str:
    return render(
        say(
            "Answered {answered} of {total} rows; open {open}, flagged {flagged}; "
            "{awaiting} rows are scored by others.",
            **_items(view),
        )
    )


def _items(view: View) -> dict[str, int]:
    progress = view.progress()
    names = ("total", "answered", "open", "flagged", "awaiting")
    return {name: getattr(progress, name) for name in names}


_Way = tuple[str, str, Total]
"""A way of adding up: its name in JSON, its title, what it comes to."""


def totals(scores: Scores) -> tuple[_Way, ...]:
    """Return every way of adding up."""
    return (
        ("claimed", _("Claimed"), scores.claimed),
        ("backed", _("Backed by proof"), scores.backed),
        ("floor", _("Lowest"), scores.floor),
        ("ceiling", _("Highest"), scores.ceiling),
        ("projected", _("Projected"), scores.projected),
    )


def _totals(view: View) -> list[str]:
    """Return the points; of a department's part only those that say something by themselves."""
    columns: tuple[Column[_Way], ...] = (
        Column("title", "", lambda one: one[1]),
        Column("points", _("points"), lambda one: one[2].points, Kind.POINTS),
        Column("index", _("index"), lambda one: one[2].index, Kind.PERCENT),
    )
    found = [one for one in totals(view.scores) if _is_shown(view, one)]
    if view.assessment.part is not None:
        return listed(columns[:2], found[:2])
    most = Cell(view.scores.applicable_max)
    cells: dict[str, str | Cell] = {"title": _("Applicable maximum"), "points": most, "index": ""}
    table = filled(columns, found).ending(line_with(columns, cells, Level.TOTAL))
    outside = adjustment_words(view.rubric, view.scores)
    carried = "" if view.published else carried_words(view.scores, view.folder.standings)
    held = survey_words(view.scores, is_assumed=view.is_survey_assumed)
    unheld = "" if held is None else render(held)
    said = (outside, carried, unheld, *index_words(view.scores))
    return [*aligned(table), *(line for words in said if words for line in wrapped(words))]


def _is_shown(view: View, way: _Way) -> bool:
    """Say whether a total is shown: nothing is projected of what is published."""
    return way[0] != "projected" or view.published is None


def shown_index(total: Total) -> str:
    """Return an index in percent, or a dash."""
    return UNKNOWN if total.index is None else f"{show_decimal(total.index)}%"


def places(view: View) -> Iterator[str]:
    """Yield the projected place and how likely each place is; what is published instead."""
    projection, standings = view.projection, view.folder.standings
    if projection is None or standings is None:
        for words in unforetold_words(view.published):
            yield from wrapped(words)
        return
    yield from wrapped(wording.place_sentence(projection, standings.year))
    if projection.probabilities is not None:
        yield from wrapped(_chances(projection))


def _published(view: View) -> Iterator[str]:
    """Yield what is known of the unit's last year, and of units whose figures are not."""
    standings = view.folder.standings
    if standings is None:
        return
    said = [*published.last_year(standings, view.unit.code)]
    if view.published is not None:
        yield from (line for words in said for line in wrapped(words))
        return
    found = ladder(standings, view.unit.code, view.scores.projected.index)
    if found.unknown:
        said.append(published.unknown_words(found))
    said += published.mark_words(found, standings.year)
    for words in said:
        yield from wrapped(words)


def _chances(projection: Projection) -> str:
    chances = enumerate(projection.probabilities or (), start=1)
    listed = ", ".join(
        render(say("place {place}: {chance:count}%", place=place, chance=_whole(chance * 100)))
        for place, chance in chances
        if chance >= _LEAST_SHOWN
    )
    return render(say("Probabilities, about: {listed}.", listed=listed))


def _whole(value: Decimal) -> Decimal:
    return round_half_up(value, Decimal(1))


def _where_it_stands(view: View) -> Iterator[str]:
    last = last_hand_in(view.folder)
    said = say("Not exported yet.")
    if last is not None:
        number, when = last.sequence, last.when
        said = say("Exported: hand-in {number:none}, {when}.", number=number, when=when)
    yield render(said)
    for one in view.unreplied:
        yield from wrapped(f"{render(one.message)} {render(one.todo)}")
    following = next((i.id for i in view.rubric.items() if view.shows(i.id, Filter.OPEN)), None)
    if following is not None:
        yield render(say("First open row: {row}.", row=following))


def status_json(view: View) -> Json:
    """Return how far an assessment is and where that puts the unit."""
    ways = totals(view.scores)
    return {
        "unit": view.unit.code,
        "year": view.assessment.year,
        "purpose": view.assessment.purpose.value,
        "rubric": shapes.rubric_head(view.rubric),
        "items": _items(view),
        "points": {
            **{one[0]: figure(one[2].points) if _is_shown(view, one) else None for one in ways},
            "applicable_max": figure(view.scores.applicable_max),
        },
        "index": {one[0]: figure(one[2].index) if _is_shown(view, one) else None for one in ways},
        "rank": _rank(view.projection),
        "standings": _standings(view.folder.standings),
        "data_date": _day(view.assessment.data_date),
        "survey_held": view.counted.survey_held,
        "survey_assumed": view.is_survey_assumed,
        "position": view.assessment.position or None,
        "hand_in": last.sequence if (last := last_hand_in(view.folder)) else None,
        "result": _result(view.received, view.unreplied),
        "areas": records(share_columns(""), by_area(view)),
        "departments": records(share_columns(""), by_department(view)),
        "locked": view.assessment.locked,
        "sign_off": shapes.signed(view.assessment.sign_off),
        "asked": shapes.asked(view.asked),
    }


def _result(value: Return | None, left: Iterable[Finding]) -> Json | None:
    if value is None:
        return None
    return {
        "sequence": value.number,
        "phase": value.phase.value,
        "to_answer": len(value.to_answer),
        "left": sum(len(one.rows) for one in left),
        "published": None if value.published is None else record(_STOOD, value.published),
    }


_STOOD: Final[tuple[Column[Stood], ...]] = (
    Column("number", data=lambda one: one.number),
    Column("index", data=lambda one: figure(one.index)),
    Column("place", data=lambda one: one.place),
    Column("of", data=lambda one: one.of),
    Column("class", data=lambda one: one.band or None),
)


def _four_places(chances: Iterable[Decimal] | None) -> list[str] | None:
    return None if chances is None else [f"{chance:.4f}" for chance in chances]


_RANK: Final[tuple[Column[Projection], ...]] = (
    Column("of", data=lambda one: one.of),
    Column("best", data=lambda one: one.best),
    Column("worst", data=lambda one: one.worst),
    Column("projected", data=lambda one: one.projected),
    Column("projected_best", data=lambda one: one.expected.best if one.expected else None),
    Column("projected_worst", data=lambda one: one.expected.worst if one.expected else None),
    Column("unknown", data=lambda one: one.unknown),
    Column("probabilities", data=lambda one: _four_places(one.probabilities)),
)


def _rank(projection: Projection | None) -> Json:
    if projection is None:
        return dict.fromkeys(column.key for column in _RANK)
    return record(_RANK, projection)


# From the most to the least reliable: a table is as good as its weakest figure.
_RELIABILITY: Final = (
    peers.FigureStatus.OFFICIAL,
    peers.FigureStatus.DECLARED,
    peers.FigureStatus.ILLUSTRATIVE,
    peers.FigureStatus.UNKNOWN,
)


def _standings(standings: peers.Standings | None) -> Json:
    if standings is None:
        return {"year": None, "status": None}
    weakest = max((unit.status for unit in standings.units), key=_RELIABILITY.index)
    return {"year": standings.year, "status": weakest.value}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
