"""What lies between two units: areas, then rows, then what both entered and what proves it."""

from collections.abc import Iterator, Sequence
from typing import Final

from parself.assessment.model import Document
from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.province.decisions import Cell
from parself.province.why import (
    INDEX,
    ZERO,
    Gap,
    area_gaps,
    expected_points,
    ladder,
    row_gaps,
    to_index,
)
from parself.rubric import model as m
from parself.tui.bases.cell_lines import told_line
from parself.tui.bases.documents import DOCUMENT, DocumentsFrame
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings
from parself.tui.widgets.bars import two_sided
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, MUTED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine, heading
from parself.words.cell_words import Told, cell_lines
from parself.words.survey_words import shown as survey_words

DEEPER: Final = Command("open", say("Look into it"), say("Go a step deeper"), "", "Enter")
OPEN: Final = Command("open", say("Open"), say("Open the document"), "", "Enter")
_HALF: Final = 5
"""Cells of a bar on either side of the middle."""
_NAME: Final = (9, 13)
"""Least and most cells of a unit's name over its points."""
Pair = tuple[str, str]
"""The unit that is asked about, and the one that it is compared with."""


def _adjustments() -> str:
    return _("Bonus and penalty")


class GapScreen(RoundScreen[Gap]):
    """A line for each area, or for each row of one; losses point left, gains right."""

    OFFERS = (DEEPER, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, pair: Pair, area: str | None = None) -> None:
        super().__init__(desk)
        self._pair, self._area = pair, area

    def heading(self) -> Heading:
        """Return which units are compared, and where."""
        ours, theirs = map(self.unit_name, self._pair)
        named = {one.id: f"{one.id} {one.title}" for one in self.view.round.rubric.areas}
        crumbs = [_("Ladder"), f"{ours} – {theirs}"]
        if self._area is not None:
            crumbs.append(named.get(self._area, _adjustments()))
        found = ladder(self.view.lines(self.today()))
        at = found.at(self._pair[0])
        stands = None if at is None else found.rungs[at].place
        place = "" if stands is None else render(say("place {place}", place=str(stands)))
        return Heading(tuple(crumbs), place)

    def listing(self) -> Listing:
        """Return the parts, with what each makes of the difference."""
        ours, theirs = map(self._short, self._pair)
        columns = Columns(
            (
                Col("", 5),
                Col(_("Area") if self._area is None else _("Criterion"), 18, grows=1),
                Col(ours, self._name_width, right=True),
                Col(theirs, self._name_width, right=True),
                Col(_("difference"), 11, right=True),
                Col("", 2 * _HALF + 1),
            ),
            self.room,
        )
        found = [*self._gaps()]
        if self._area is None:
            found += to_index(self.view, *self._pair, found)
        most = max((abs(one.points) for one in found if one.points), default=ZERO)
        shown = [
            ListLine(
                columns.line(
                    (
                        (one.id if one.is_open else "", "bold"),
                        one.title or self._sum_words(one),
                        points(one.ours),
                        points(one.theirs),
                        self._difference(one),
                        two_sided(one.points, most, _HALF, signs=self.signs),
                    )
                ),
                one,
                one.id or "adjustments",
            )
            for one in found
        ]
        words = _("Points that count now; Enter goes a step deeper, down to the proof.")
        return Listing(lines(plain((words, MUTED)), columns.head), shown)

    @property
    def _name_width(self) -> int:
        longest = max(len(self._short(code)) for code in self._pair)
        return max(_NAME[0], min(_NAME[1], longest))

    def _short(self, code: str) -> str:
        unit = self.view.round.roster.unit(code)
        return unit.locative if unit is not None else code

    def _gaps(self) -> Iterator[Gap]:
        if self._area is not None:
            yield from row_gaps(self.view, *self._pair, self._area)
            return
        yield from area_gaps(self.view, *self._pair)
        rest = row_gaps(self.view, *self._pair, "")
        most = sum((one.maximum for one in rest), start=rest[0].maximum * 0) if rest else None
        if most is not None:
            sides = [
                sum((side for side in values if side is not None), start=most * 0)
                for values in zip(*((one.ours, one.theirs) for one in rest), strict=True)
            ]
            yield Gap("", _adjustments(), most, sides[0], sides[1])

    def _sum_words(self, one: Gap) -> str:
        """Return what leads from points to the index: both maxima, or the index itself."""
        if one.id == INDEX:
            return _("Index (%)")
        ours, theirs = (show_decimal(self.view.figures[code].maximum) for code in self._pair)
        return render(say("Set against {ours} / {theirs} points", ours=ours, theirs=theirs))

    @staticmethod
    def _difference(one: Gap) -> tuple[str, str]:
        if one.points is None:
            return _("not known"), MUTED
        if not one.points:
            return "=", MUTED
        return signed(one.points), DONE if one.points > 0 else WRONG

    def take(self, one: Gap) -> None:
        """Go a step deeper."""
        if not one.is_open:
            self.say_done(_("This is made of the lines above; nothing lies below it."))
        elif self._area is None:
            self.parself.show("round_gap:GapScreen", self.desk, self._pair, one.id)
        else:
            self.parself.show("round_gap:PairScreen", self.desk, self._pair, one.id)


class PairScreen(RoundScreen[Told], DocumentsFrame):
    """What two units entered in one row, and what proves it; Enter opens a document."""

    OFFERS = (OPEN, DOCUMENT, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk, pair: Pair, row: str) -> None:
        super().__init__(desk)
        self._pair, self._row = pair, desk.view.round.rubric.rows[row]

    def heading(self) -> Heading:
        """Return which row it is."""
        most = render(say("at most {most:points}", most=self._row.points))
        return Heading((_("Ladder"), f"{self._row.id} {self._row.title}"), most)

    def listing(self) -> Listing:
        """Return what is known of the row of both units."""
        shown: list[ListLine[Told]] = []
        for code in self._pair:
            shown.append(heading(self.unit_name(code)))
            for at, one in enumerate(self._told(code)):
                shown.append(ListLine(told_line(one), one, f"{code}-{at}"))
        return Listing(plain(""), shown)

    def _told(self, code: str) -> Iterator[Told]:
        if self._row.source is m.Source.SELF:
            yield from cell_lines(self.view, Cell(code, self._row.id), self.hand_in(code))
            return
        known = expected_points(self.view, code)[self._row.id]
        label = _("survey") if self._row.source is m.Source.SURVEY else _("scored above")
        entered = self.view.survey.get(code, {}).get(self._row.id)
        yield Told(label, _("not known yet") if known is None else show_decimal(known))
        if entered:
            yield Told(_("Entered"), survey_words(self._row, entered))

    @property
    def _code(self) -> str:
        """The unit of the highlighted line."""
        return (self.rows.key or "").rpartition("-")[0] or self._pair[0]

    def documents(self) -> tuple[str, Sequence[Document]]:
        """Return the documents of the unit of the highlighted line, each once."""
        found = (one.of for one in self._told(self._code) if isinstance(one.of, Document))
        return self._code, tuple(dict.fromkeys(found))

    def take(self, one: Told) -> None:
        """Open a document."""
        if isinstance(one.of, Document):
            self.open_document(self._code, one.of)
