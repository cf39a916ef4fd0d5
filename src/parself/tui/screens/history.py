"""Earlier saves: when each was made and what it held; look at what differs, and go back."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Final

from textual.content import Content

from parself.assessment.difference import Difference
from parself.assessment.going_back import Return
from parself.assessment.history import earlier_saves
from parself.assessment.saves import EarlierSave
from parself.errors import ParselfError, say
from parself.files import show_path
from parself.i18n import _, render, render_error, show_moment
from parself.numerals import show_decimal
from parself.rubric.model import Rubric
from parself.submission.changes import Changes, changes
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command, letter
from parself.tui.dialogs.page import PageScreen
from parself.tui.widgets.board import percent
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.retelling import (
    OCCASIONS,
    answered_count,
    changes_sentence,
    difference_words,
    points_words,
)

SHOW: Final = Command("open", say("Differences"), say("What differs from now"), "", "Enter")
RESTORE: Final = letter("restore", say("Restore"), say("Go back to it, as a new save"), "k")

_ROOMY: Final = 70
"""Cells of a line from which on it says why a save is kept; else the panel does."""


class HistoryScreen(ListScreen[EarlierSave]):
    """The list of earlier saves, newest first."""

    OFFERS = (SHOW, RESTORE, BACK, *COMMON)
    HAS_PANEL = PANEL_BELOW = True

    def __init__(self) -> None:
        super().__init__()
        self._indexes: dict[Path, Decimal | None] = {}

    def listing(self) -> Listing:
        """Return the saves; what is typed is saved first."""
        self.parself.autosave()
        columns, saves = self._columns(), earlier_saves(self.desk.folder)
        moves = list(self._moves(saves))
        words = _("Earlier saves; going back makes a new one and keeps the present one.")
        folder = f"{_('Folder')}: {show_path(self.desk.folder.path.absolute())}"
        return Listing(
            lines(plain((words, "bold")), plain((folder, MUTED)), columns.head),
            [ListLine(self._line(columns, *one), one[0]) for one in zip(saves, moves, strict=True)],
            _("There are no earlier saves yet."),
        )

    def _columns(self) -> Columns:
        return Columns(
            (
                Col("", 4, right=True),
                Col(_("Saved"), 21),
                Col(_("Occasion"), 18, grows=1, from_room=_ROOMY),
                Col(_("answered"), 8, right=True),
                Col(_("Index"), 8, right=True),
                Col("", 7, right=True),
            ),
            self.rows.room,
        )

    def _line(self, columns: Columns, save: EarlierSave, moved: Decimal | None) -> Content:
        """Return a save in one line: when, why it is kept, and what it held."""
        head = (str(save.revision), show_moment(save.saved), (_occasion(save), MUTED))
        if save.assessment is None:
            damaged, mark = (_("damaged"), f"bold {WRONG}"), (self.parself.signs.wrong, WRONG)
            return columns.line((*head[:2], damaged, mark, "", ""))
        answered = show_decimal(answered_count(save.assessment), 0)
        change = (signed(moved), DONE if moved > 0 else WRONG) if moved else ""
        return columns.line((*head, answered, percent(self._indexes[save.path]), change))

    def _moves(self, saves: Sequence[EarlierSave]) -> Iterator[Decimal | None]:
        """Yield how far each save moved the index from the save before it; None if not known."""
        self._look_at(saves)
        indexes = [self._indexes[save.path] for save in saves]
        for new, old in zip_longest(indexes, indexes[1:]):
            yield None if new is None or old is None else new - old

    def _look_at(self, saves: Sequence[EarlierSave]) -> None:
        """Score the saves that were not looked at yet; those of other editions have no index."""
        view = self.desk.view
        present = view.assessment.rubric
        for save in reversed([one for one in saves if one.path not in self._indexes]):
            held, index = save.assessment, None
            if held is not None and held.rubric == present:
                # Rows that are answered as in the save before keep their scores.
                view = view.of(held)
                index = view.scores.projected.index
            self._indexes[save.path] = index

    def tell_of(self, one: EarlierSave, panel: Panel) -> None:
        """Show what going back to a save would do, or why it cannot be done."""
        panel.show(
            _("If restored"), lines(*self._told(one)), _occasion(one), more=_("Enter: all of it")
        )

    def _told(self, one: EarlierSave) -> Iterator[Content]:
        try:
            way = self.desk.way_back(one)
        except ParselfError as error:
            yield plain((render_error(error), WRONG))
            return
        found = self._changes(way)
        yield plain((render(changes_sentence(found)), "bold"))
        yield from (plain((words, UNPROVED)) for words in _edition_words(way))
        for row in found.rows:
            points = f"{points_words(row.before)} → {points_words(row.after)}"
            yield plain(f"{row.row.id} {row.row.title}: ", (points, "bold"))

    def _changes(self, way: Return) -> Changes:
        view = self.desk.view
        after = way.after(view.assessment)
        return changes(way.rubric, view.unit, view.assessment, after, then=view.rubric)

    def take(self, one: EarlierSave) -> None:
        """Show what differs in a save."""
        with self.telling():
            way = self.desk.way_back(one)
            title = render(say("If restored: save of {time}", time=show_moment(one.saved)))
            self.app.push_screen(PageScreen(title, self._page(way, self._changes(way))))

    def _page(self, way: Return, found: Changes) -> Content:
        rubric, sub_units = way.rubric, self.desk.view.unit.sub_units
        rows = [plain((render(changes_sentence(found)), "bold"))]
        rows += [plain(words) for words in _edition_words(way)]
        for row in found.rows:
            points = f"{points_words(row.before)} → {points_words(row.after)}"
            rows.append(plain(f"{row.row.id} {row.row.title}: {points}"))
            rows += [_told(rubric, sub_units, one, "   ") for one in row.entries]
        rows += [_told(rubric, sub_units, one, f"{one.row} ".lstrip()) for one in found.others]
        return lines(*rows)

    def action_restore(self) -> None:
        """Ask, then go back to the highlighted save."""
        # Before the way back is looked for: what is typed has to be on disk.
        self.parself.autosave()
        save = self.here
        if save is not None:
            with self.telling():
                way = self.desk.way_back(save)
                title = say("Go back to the save of {time}?", time=show_moment(save.saved))
                words = [render(changes_sentence(self._changes(way))), *_edition_words(way)]
                restore = _("Restore")
                self.confirm(render(title), " ".join(words), restore, lambda: self._restore(way))

    def _restore(self, way: Return) -> None:
        self.parself.go_back(way)
        if not way.is_other_edition:
            self.notify(_("Restored as a new save; Ctrl+Z takes it back."))


def _occasion(save: EarlierSave) -> str:
    return render(OCCASIONS[save.occasion]) if save.occasion else ""


def _edition_words(way: Return) -> Iterator[str]:
    if way.is_other_edition:
        told = way.assessment.rubric
        words = say(
            "This goes back to edition {edition} of rubric {id}; the present state is"
            " kept among the earlier saves.",
            edition=told.edition,
            id=told.id,
        )
        yield render(words)


def _told(rubric: Rubric, sub_units: tuple[str, ...], one: Difference, start: str) -> Content:
    label, before, after = difference_words(rubric, sub_units, one)
    return plain((f"{start}{label}: ", MUTED), f"{before} → {after}")
