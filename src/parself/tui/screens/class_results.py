"""What the room agrees on, for the trainer alone: what divides it first, with what was written.

A line for each row, then one for each group once the key is revealed.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from parself.desk.class_desk import ClassDesk
from parself.errors import say
from parself.i18n import _, render
from parself.numerals import show_decimal
from parself.tui.bases.sitting_screen import SittingScreen
from parself.tui.commands import BACK, PROGRAM, letter
from parself.tui.widgets.bars import two_sided
from parself.tui.widgets.body import Greeting
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.footer import Footer
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.row_table import RowTable
from parself.tui.widgets.rows import ListLine
from parself.words import workshop_words as words
from parself.workshop.agreement import GroupResult, RowResult, Together
from parself.workshop.board import Results
from parself.workshop.collected import ROUNDS, Stage

OTHER: Final = letter("other", say("Other round"), say("Show the other round, once revealed"), "v")
_HALF: Final = 5
"""Cells of a bar on either side of the middle: below the key, and above it."""
_LEANS: Final = 92
"""Cells of a line from which on the bars are shown."""
_STYLES: Final = {
    Together.SAME: DONE,
    Together.NEAR: "",
    Together.APART: UNPROVED,
    Together.SPLIT: WRONG,
}


class ClassResultsScreen(SittingScreen):
    """The rows of a revealed round by how far they divide the room, and how the groups lean."""

    OFFERS = (OTHER, BACK, *PROGRAM)
    DEFAULT_CSS = """
    ClassResultsScreen {
        Greeting { border: none; }
        Footer { height: 1; border: none; }
    }
    """

    def __init__(self, desk: ClassDesk) -> None:
        super().__init__()
        self.desk = desk
        self._round = 0
        """Number of the round that is shown; 0: the last one revealed."""

    def compose(self) -> ComposeResult:
        """Make heading, table, panel and footer."""
        yield Greeting(id="greeting")
        yield RowTable()
        yield Panel(id="panel")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        """Show the last round that is revealed."""
        self.refresh_view()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._refresh_if_changed()

    @property
    def results(self) -> Results | None:
        """The round that is shown; None where none is revealed."""
        board = self.desk.board
        return board.results.get(self._round) or board.latest

    def refresh_view(self) -> None:
        """Show the round as it was last read."""
        self.query_one(Footer).show(self.OFFERS)
        found, title = self.results, plain((self.desk.board.title, "bold"))
        self.query_one(Panel).display = found is not None
        if found is None:
            nothing = _("Nothing is revealed yet: the answers are not read before. R reveals them.")
            self.query_one(Greeting).update(lines(title))
            self.query_one(RowTable).fill(plain(""), (), nothing)
            return
        self.query_one(Greeting).update(lines(title, *self._room(found)))
        columns = self._columns(found)
        rows = [self._row(columns, found, one) for one in found.agreement.dividing]
        self.query_one(RowTable).fill(columns.head, [*rows, *self._groups(found)])
        self._tell()

    def _room(self, found: Results) -> Iterator[Content]:
        """Yield what is told of the whole room, and of both rounds."""
        room = found.agreement.room
        alike = say("all the same in {alike:none} of {rows:none}", alike=room.alike, rows=room.rows)
        told = [words.results_title(found), render(alike), words.alpha_words(room)]
        if found.stage is Stage.KEY and (share := words.share_words(room.right_share)):
            told.insert(2, render(say("{share} as the key", share=share)))
        yield plain(" · ".join(told))
        if self.desk.board.moved is not None:
            yield plain(" ".join(words.moved_words(self.desk.board.moved)))

    def _columns(self, found: Results) -> Columns:
        is_key = found.stage is Stage.KEY
        key = (Col(_("Key"), 6, right=True), Col(_("Right"), 5, right=True)) if is_key else ()
        return Columns(
            (
                Col(_("Criterion"), 9),
                Col(_("Answers"), 26, grows=1),
                *key,
                Col(_("Gap"), 13, right=True),
                Col(_("Room"), 10),
            ),
            max(40, self.app.size.width - 4),
        )

    def _row(self, columns: Columns, found: Results, one: RowResult) -> ListLine[object]:
        is_key = found.stage is Stage.KEY
        key = (words.key_words(one), f"{len(one.right)}/{len(one.points)}") if is_key else ()
        style = _STYLES[one.together] if one.together else MUTED
        cells = (
            one.key.row,
            words.strip_words(one),
            *key,
            _gap(one),
            (words.together_words(one), style),
        )
        return ListLine(columns.line(cells), one, f"row-{one.key.row}")

    def _groups(self, found: Results) -> Iterator[ListLine[object]]:
        """Yield how the groups lie to the key, the nearest first."""
        if found.stage is not Stage.KEY:
            return
        yield ListLine(plain((_("Groups, the nearest to the key first"), MUTED)))
        columns = Columns(
            (
                Col("", 5),
                Col("", 14, grows=1),
                Col("", 16),
                Col("", 22),
                Col("", 2 * _HALF + 1, from_room=_LEANS),
                Col("", 14, right=True),
            ),
            max(40, self.app.size.width - 4),
        )
        known = sorted(found.agreement.groups, key=_by_distance)
        most = max((abs(one.lean) for one in known if one.lean), default=Fraction(0))
        for one in known:
            yield ListLine(columns.line(self._group(one, most)), one, f"group-{one.group}")

    def _group(self, one: GroupResult, most: Fraction) -> tuple[str | Content, ...]:
        right = say("{right:none} of {all:none} as the key", right=one.right, all=one.answered)
        lean = "" if one.lean is None else f"{words.lean_words(one.lean)} {_signed(one)}".strip()
        off = say("off by {share}", share=words.share_words(one.distance_share) or "–")
        drawn = two_sided(one.lean, most, _HALF, signs=self.parself.signs)
        return one.group, self._called(one.group), render(right), lean, drawn, render(off)

    def _called(self, code: str) -> str:
        return next((one.name for one in self.desk.board.groups if one.code == code), code)

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        """Show what was written about the row that is highlighted now."""
        self._tell()

    def _tell(self) -> None:
        """Show who gave what on the highlighted row, and why."""
        found, here = self.results, self.query_one(RowTable).rows.here
        panel = self.query_one(Panel)
        panel.display = isinstance(here, RowResult)
        if found is None or not isinstance(here, RowResult):
            return
        row = here.key.row
        told = [*self._written(found, here)]
        if found.stage is Stage.KEY and (traps := words.trap_words(here)):
            told.append(plain((f"{_('Common mistakes')}: ", MUTED), traps))
        title = f"{row} {self.desk.board.titles.get(row, '')}"
        panel.show(title, lines(*told), words.right_words(here) if here.right else "")

    def _written(self, found: Results, one: RowResult) -> Iterator[Content]:
        reasons = found.reasons.get(one.key.row, {})
        for points, codes in words.answer_lines(one):
            for code in codes:
                wrote = reasons.get(code) or _("no reason given")
                yield plain((f"{points}  {code} {self._called(code)}: ", "bold"), wrote)

    def action_other(self) -> None:
        """Show the other round, where it is revealed."""
        found = self.results
        others = [one for one in ROUNDS if found and one != found.round]
        if others and others[0] in self.desk.board.results:
            self._round = others[0]
            self.refresh_view()
        else:
            self.notify(_("The other round is not revealed."))

    def action_back(self) -> None:
        """Go back to the trainer's board."""
        self.dismiss(None)


def _gap(one: RowResult) -> str:
    if one.gap is None:
        return "–"
    return f"{show_decimal(one.gap)} ({words.share_words(one.gap_share)})"


def _signed(one: GroupResult) -> str:
    return signed(one.lean) if one.lean else ""


def _by_distance(one: GroupResult) -> tuple[bool, object, str]:
    return one.distance_share is None, one.distance_share or 0, one.group
