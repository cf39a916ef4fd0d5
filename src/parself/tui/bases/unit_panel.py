"""What the board says beside its lines: how the highlighted unit stands, and where points go."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from textual.content import Content

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_date, show_decimal
from parself.province.board import Mark
from parself.province.line import Line
from parself.province.losing import Losing, reach
from parself.province.overview import Overview
from parself.province.timing import timing
from parself.province.unranked import held_words
from parself.text import sentence_case
from parself.tui.widgets import marks
from parself.tui.widgets.area_lines import area_line
from parself.tui.widgets.bars import range_bar
from parself.tui.widgets.colours import MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.plain import lines, plain
from parself.view.area_points import AreaPoints
from parself.words.appraisal_words import MARKS
from parself.words.landing_words import timing_words
from parself.words.return_words import astray_words, sent_words, withdrawn_words
from parself.words.round_words import expected_title, index_words
from parself.words.signs import Signs

_BAR: Final = 18
_WIDTH: Final = 58
_ROWS: Final = 12
_NONE: Final = Decimal(0)


def unit_panel(
    view: Overview,
    line: Line,
    losing: Sequence[Losing],
    *,
    signs: Signs,
    hides_index: bool = False,
) -> Content:
    """Return the text of the panel: the hand-in, the marks, the areas, the costliest rows."""
    told = [*_hand_in(view, line), plain("")]
    if line.figures is not None:
        told += _marks(line, signs=signs)
        told += _range(view, line, signs=signs)
        if not hides_index:
            told.append(plain(index_words(line.figures)))
            told += [plain((render(held_words(one)), UNPROVED)) for one in line.held]
        told += [plain(""), *_areas(view, line, signs=signs)]
    return lines(*told, plain(""), *_losing(view, losing))


def _hand_in(view: Overview, line: Line) -> Iterator[Content]:
    counts = line.counts
    if counts is not None:
        words = say("Hand-in {number:none}", number=counts.sequence)
        arrived = "" if counts.arrived is None else f", {_('arrived')} {show_date(counts.arrived)}"
        letter = "" if counts.letter is None else f", {_('letter')} {show_date(counts.letter)}"
        code = f", {_('code compared')}" if counts.code else ""
        yield plain((render(words), "bold"), arrived, letter, code)
    if line.returned is not None:
        yield plain((sent_words(line.returned), OURS))
        if line.returned.astray is not None:
            yield plain((render(astray_words(line.returned.astray)), UNPROVED))
    if line.withdrawn is not None:
        yield plain((sentence_case(withdrawn_words(line.withdrawn)), UNPROVED))
    if line.last_day is not None:
        yield plain((f"{_('Hand-ins until')}: ", MUTED), show_date(line.last_day))
    for one in line.received:
        when = timing(view.round, line.unit.code, one.digest)
        late = timing_words(when) if when is not None and when.days_late else ""
        if late:
            number = render(say("no. {n:none}", n=one.sequence))
            yield plain((f"{sentence_case(number)}: {late}", UNPROVED))


def _marks(line: Line, *, signs: Signs) -> Iterator[Content]:
    for mark in Mark:
        count = line.count(mark) or 0
        if count:
            sign = marks.sign(mark, signs=signs)
            yield plain((f"{sign} ", marks.style(mark)), f"{count:>3} {render(MARKS[mark])}")


def _range(view: Overview, line: Line, *, signs: Signs) -> Iterator[Content]:
    """Yield between what the appraised points can still end, with the expected ones marked."""
    if line.figures is None:
        return
    low, high = reach(view, line.unit.code)
    most = max(high, line.figures.expected)
    drawn = range_bar(low, high, line.figures.expected, _BAR, most=most, signs=signs)
    label = plain((f"{_('Possible')} {show_decimal(low)} ", MUTED))
    ends = plain((f" {show_decimal(high)}", MUTED), f"  {expected_title(view)} ")
    expected = plain((show_decimal(line.figures.expected), "bold"))
    yield Content.assemble(label, drawn, ends, expected)


def _areas(view: Overview, line: Line, *, signs: Signs) -> Iterator[Content]:
    facts = view.facts[line.unit.code].rows
    yield plain((_("Claimed by area: won, lost, still open"), MUTED))
    for area in view.round.rubric.areas:
        rows = [facts[item.id] for item in area.items if item.id in line.marks]
        most = sum((row.maximum for row in rows), _NONE)
        scored = [(row.maximum, row.points) for row in rows if row.points is not None]
        won = sum((points for _most, points in scored), _NONE)
        lost = sum((full - points for full, points in scored), _NONE)
        if most:
            yield area_line(AreaPoints(area.id, area.title, won, lost, most), _WIDTH, signs=signs)


def _losing(view: Overview, losing: Sequence[Losing]) -> Iterator[Content]:
    if not losing:
        return
    yield plain((_("Most units lose points here"), "bold"))
    for one in losing[:_ROWS]:
        count = f"{one.units}/{len(view.facts)}"
        row = plain(f"{one.row.id:<6} {one.row.title}").truncate(42, ellipsis=True)
        pad = " " * (43 - row.cell_length)
        lost = (f" −{show_decimal(one.points)}", WRONG)
        yield Content.assemble(row, pad, plain(f"{count:>6}", lost))
