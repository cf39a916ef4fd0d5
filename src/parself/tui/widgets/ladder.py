"""The ladder of places: all units with bars in proportion, ours moving among them.

Gaps are those to our index. A ring on our bar tells where we stood when the sitting began, and
the units that the last answer took us past are marked for some seconds.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from parself.errors import Message as Words
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.rubric.peers import FigureStatus
from parself.tui.widgets.board import percent
from parself.tui.widgets.colours import BARS, DONE, LEADS, MUTED, OURS, UNPROVED, WRONG
from parself.tui.widgets.drawn_panel import Drawn, DrawnPanel
from parself.tui.widgets.plain import Piece, cut, plain
from parself.values import Frozen
from parself.view.change import Change
from parself.view.on_ladder import Folded, OnLadder, Stand, on_ladder
from parself.view.view import View
from parself.words import published
from parself.words.list_names import list_names
from parself.words.result_words import unforetold_words
from parself.words.signs import Signs

ROOM: Final = 15
"""Lines of the ladder beside a question: a province's districts stand there whole."""
SECONDS: Final = 6
"""How long a unit that was passed is marked."""
_BELOW: Final = 5
"""Index points that bars begin below the last unit, so that small gaps are seen."""
_NAME: Final = 18
_FIGURE: Final = 7
_BARS: Final = (12, 6)
"""Cells that a bar keeps where notes stand in words, and where they stand in short."""


class Scale(Frozen):
    """From which figure to which bars go."""

    low: int
    high: Decimal

    @classmethod
    def of(cls, figures: Iterable[Decimal | None]) -> "Scale":
        """Return the scale of some figures: from a little below the lowest to the highest."""
        known = [one for one in figures if one is not None]
        low = max(0, int(min(known, default=0)) - _BELOW)
        return cls(low, max((Decimal(low + 1), *known)))

    def cells(self, figure: Decimal, width: int) -> int:
        """Return how many cells of a bar a figure fills: one at least."""
        share = (figure - self.low) / (self.high - self.low)
        return max(1, min(width, round(float(share) * width)))


def rung_bar(scale: Scale, figure: Decimal, width: int, style: str, *, signs: Signs) -> Content:
    """Return a unit's bar, as wide as all of them can be."""
    filled = scale.cells(figure, width)
    return plain((signs.bar * filled, style), " " * (width - filled))


def our_bar(
    scale: Scale, figure: Decimal, began: Decimal | None, width: int, *, signs: Signs
) -> Content:
    """Return our bar: a dot where we stand, and a ring where we stood, if elsewhere."""
    here = scale.cells(figure, width) - 1
    cells = [signs.bar if at < here else " " for at in range(width)]
    if began is not None:
        cells[scale.cells(began, width) - 1] = signs.ring
    cells[here] = signs.dot
    return plain(("".join(cells), OURS))


class Given(Frozen):
    """What a ladder is drawn of."""

    view: View
    signs: Signs
    began: View | None = None
    """What stood there when the sitting began: the ring."""
    is_what_if: bool = False
    """Whether the ring is the truth, and `view` a what-if copy of it."""


class Line(Frozen):
    """A line of the ladder as drawn, with what it stands for; None of a remark."""

    shown: Content
    of: Stand | Folded | None


class _Notes(Frozen):
    """How the remarks behind the figures stand there: in words, in short, or as signs alone."""

    length: int

    def pick(self, *forms: str) -> str:
        return forms[min(self.length, len(forms) - 1)]


class _Drawing:
    """A ladder drawn for lines of a width."""

    def __init__(
        self, given: Given, found: OnLadder, shown: Sequence[Stand | Folded], width: int
    ) -> None:
        self._names, self._found = list_names(given.view.folder.roster), found
        self._signs, self._is_what_if = given.signs, given.is_what_if
        stands = [one for one in shown if isinstance(one, Stand)]
        self._place = max(2, *(len(published.place_short(s.rung.places)) for s in stands))
        self._name = min(_NAME, max(len(self.name(one)) for one in stands))
        self._is_mixed = not found.is_invented and not found.is_published
        self._scale = Scale.of([*(one.rung.index for one in found.stands), found.began])
        left = width - self._place - self._name - 2 * _FIGURE - 4 - self._is_mixed
        notes = [max(self._note(one, _Notes(n))[0] for one in stands) for n in range(3)]
        fitting = (n for n, least in enumerate(_BARS) if left - notes[n] >= least)
        self._notes = _Notes(next(fitting, 2))
        self._bar = max(0, left - notes[self._notes.length])

    def name(self, one: Stand) -> str:
        """Return what a unit is called in short."""
        return self._names.get(one.code, one.code)

    def line(self, one: Stand | Folded) -> Line:
        """Return a line."""
        return Line(self._folded(one) if isinstance(one, Folded) else self._stand(one), one)

    def _stand(self, one: Stand) -> Content:
        rung, signs = one.rung, self._signs
        style = LEADS if rung.is_ours else ""
        pointer = signs.pointer if rung.is_ours else " "
        place = published.place_short(rung.places)
        head = f"{pointer}{place:>{self._place}} "
        name = cut(plain(self.name(one)), self._name, signs=signs)
        index = published.SHORT if rung.index is None else show_decimal(rung.index)
        star = "" if not self._is_mixed else " " if rung.is_published else "*"
        width, note = self._note(one, self._notes)
        return Content.assemble(
            plain((head, style)),
            name.stylize(style) if style else name,
            " ",
            self._drawn(one),
            plain((f"{index:>{_FIGURE}}{star}", style)),
            plain(self._gap(one)),
            " " * bool(width),
            note,
        ).rstrip()

    def _drawn(self, one: Stand) -> Content:
        index, width = one.rung.index, self._bar
        if index is None or not width:
            return plain(" " * width)
        if one.rung.is_ours:
            return our_bar(self._scale, index, self._found.began, width, signs=self._signs)
        return rung_bar(self._scale, index, width, BARS, signs=self._signs)

    @staticmethod
    def _gap(one: Stand) -> Piece:
        if one.gap is None:
            return " " * _FIGURE
        told = signed(one.gap)
        return f"{told:>{_FIGURE}}", DONE if one.gap > 0 else MUTED

    def _note(self, one: Stand, notes: _Notes) -> tuple[int, Content]:
        """Return what is remarked of a unit, with the cells that it takes before it and itself."""
        told = [piece for piece in self._remarks(one, notes) if piece[0]]
        joined = Content(" ").join(plain(piece) for piece in told)
        return (joined.cell_length + 1 if told else 0), joined

    def _remarks(self, one: Stand, notes: _Notes) -> Iterable[tuple[str, str]]:
        signs, found = self._signs, self._found
        if one.rung.is_ours:
            yield self._since(notes)
        if one.is_passed and one.gap is not None:
            is_below = one.gap <= 0
            sign = signs.up if is_below else signs.down
            word = _("just passed") if is_below else _("just passed us")
            yield notes.pick(f"{sign} {word}", sign), DONE if is_below else WRONG
        if one.is_target:
            word = f"{signs.back} {_('target')}"
            yield notes.pick(f"{word}: {target_words(found)}", word, signs.back), UNPROVED

    def _since(self, notes: _Notes) -> tuple[str, str]:
        """Return what we won or lost since the sitting began: places, else index points."""
        climbed, risen, signs = self._found.climbed, self._found.risen, self._signs
        if not risen:
            return "", ""
        style = DONE if risen > 0 else WRONG
        short = signed(risen)
        if climbed:
            short = f"{signs.up if climbed > 0 else signs.down}{abs(climbed)}"
        said = say("{moved} since the start")
        if self._is_what_if:
            said = say("{moved} against the truth")
        return notes.pick(render(Words(said.id, {"moved": short})), short), style

    def _folded(self, one: Folded) -> Content:
        count, best, worst = len(one.stands), one.best or Decimal(0), one.worst or Decimal(0)
        words = say(
            "{count} units, {best} to {worst}",
            count=count,
            best=show_decimal(best),
            worst=show_decimal(worst),
        )
        sign = f"{self._signs.more:>{self._place + 1}} "
        return plain((f"{sign}{render(words)}", MUTED))


def signed(value: Decimal | Fraction) -> str:
    """Return a difference with its sign."""
    return ("+" if value > 0 else "") + show_decimal(value)


def target_words(found: OnLadder) -> str:
    """Say how far the target is."""
    if found.missing is None:
        return _("not known")
    if found.missing <= 0:
        return _("reached")
    return render(say("{missing:points} to go", missing=found.missing))


def ladder_lines(
    given: Given, found: OnLadder, shown: Sequence[Stand | Folded], width: int
) -> list[Line]:
    """Return the ladder's lines; units whose figures are not known are told in one."""
    drawing = _Drawing(given, found, shown, width)
    drawn = [drawing.line(one) for one in shown]
    if words := published.unknown_words(found.ladder):
        drawn.append(Line(plain((f"  {words}", MUTED)), None))
    return drawn


def unforetold(view: View) -> list[Content]:
    """Return what stands where no ladder is: what is published, else why there is none."""
    return [plain((words, "bold")) for words in unforetold_words(view.published)]


def place_words(view: View) -> str:
    """Return our place and index, to stand behind a title; empty while there is no place."""
    projection = view.projection
    if projection is None or projection.expected is None:
        return ""
    places = published.place_short(projection.expected)
    place = say("place {place}/{of}", place=places, of=projection.of)
    return f" · {render(place)} · {percent(view.scores.projected.index)}"


def figures_words(found: OnLadder) -> str:
    """Say what kind of figures the others' are, where they are not the published ones."""
    if found.is_published:
        return ""
    if not found.is_invented:
        return _("* not a published figure")
    statuses = {one.rung.standing.status for one in found.stands if not one.rung.is_ours}
    is_declared = statuses == {FigureStatus.DECLARED}
    return _("declared figures") if is_declared else _("illustrative figures")


def ladder_title(view: View) -> str:
    """Return what the ladder compares with."""
    standings = view.folder.standings
    if standings is None:
        return _("Ladder")
    return render(say("Ladder against {year}", year=standings.year))


class PassedMark:
    """The units that the last answer passed, for some seconds or until the next answer."""

    def __init__(self, of: Widget, over: Callable[[], None]) -> None:
        self._of, self._then = of, over
        self._change: Change | None = None
        self._timer: Timer | None = None
        self.passed: frozenset[str] = frozenset()
        """Their codes."""

    def take(self, change: Change | None) -> None:
        """Mark what another change passed; the same one is not marked twice."""
        if change == self._change:
            return
        self._change, self.passed = change, change.passed if change else frozenset()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._of.set_timer(SECONDS, self._over) if self.passed else None

    def _over(self) -> None:
        self.passed, self._timer = frozenset(), None
        self._then()


class Ladder(DrawnPanel[Given]):
    """The ladder beside something else; a click on a unit's line tells which.

    Once the year is published, that stands there instead.
    """

    class Chosen(Message):
        """A unit was clicked."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._mark = PassedMark(self, self.draw_anew)
        self._lines: list[Line] = []

    def show_ladder(self, given: Given, change: Change | None = None) -> None:
        """Show a ladder; the units that `change` passed are marked for some seconds."""
        self._mark.take(change)
        self.show_of(given)

    def drawn(self, of: Given, width: int) -> Drawn:
        """Return the ladder, as long as it may be."""
        found = on_ladder(of.view, of.began, self._mark.passed)
        self._lines = [] if found is None else ladder_lines(of, found, found.within(ROOM), width)
        shown = [one.shown for one in self._lines] or unforetold(of.view)
        total = "" if found is None else figures_words(found)
        return Drawn(ladder_title(of.view), shown, total)

    def on_click(self, event: events.Click) -> None:
        """Tell which unit was clicked."""
        at = event.get_content_offset(self)
        line = self._lines[at.y].of if at is not None and at.y < len(self._lines) else None
        if isinstance(line, Stand):
            self.post_message(self.Chosen(line.code))
