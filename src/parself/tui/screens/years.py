"""Last year beside this one: what was gained and lost, taking it in, carrying texts forward."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from textual.content import Content

from parself.assessment import store
from parself.errors import say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.report.years import this_year, told_as
from parself.rubric.catalogue import standings_of
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, OPEN_ROW, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.picker import FilePicker, assessment_mark
from parself.tui.dialogs.prompt import PathPrompt, PromptScreen
from parself.tui.widgets.bars import two_sided
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, WRONG
from parself.tui.widgets.ladder import signed
from parself.tui.widgets.plain import plain, spread
from parself.tui.widgets.rows import ListLine, heading
from parself.years import last_year
from parself.years.last_year import LEFT_BEHIND, Carried, LastYear, Match, RowMove, moves
from parself.years.next_year import begin_next

TAKE: Final = letter("take_in", say("Take in"), say("Last year's folder or hand-in"), "t")
CARRY: Final = letter("carry", say("Carry"), say("Last year's texts and evidence"), "k")
_HALF: Final = 6
"""Cells of a bar on either side of the middle."""
NEXT_YEAR: Final = letter("next_year", say("Next year"), say("Begin the next year's folder"), "n")


class YearsScreen(ListScreen[str]):
    """Areas, then rows by points lost since last year."""

    OFFERS = (OPEN_ROW, TAKE, CARRY, NEXT_YEAR, BACK, *COMMON)

    def listing(self) -> Listing:
        """Return what moved; an area stands for its first row."""
        view = self.desk.view
        sentence = this_year(view)
        head = f"{view.unit.short}{told_as(view)}: {sentence}" if sentence else view.unit.full
        nothing = _("Last year's points are not known yet. T takes them in.")
        return Listing(plain((head, "bold")), list(self._lines(moves(view))), nothing)

    def _lines(self, found: tuple[RowMove, ...]) -> Iterator[ListLine[str]]:
        if not found:
            return
        yield heading(_("Areas, over the rows known in both years"))
        first = {area.id: area.items[0].id for area in self.desk.view.rubric.areas}
        areas = [one for one in found if one.is_area]
        most = _most(areas)
        for one in areas:
            yield ListLine(self._words(one, most), first[one.id], f"area:{one.id}")
        rows = sorted(
            (one for one in found if one.change and not one.is_area),
            key=lambda one: one.change or 0,
        )
        yield heading(_("Rows that moved, most lost first") if rows else _("No row has moved."))
        most = _most(rows)
        yield from (ListLine(self._words(one, most), one.id) for one in rows)

    def _words(self, one: RowMove, most: Decimal) -> Content:
        """Return a line: what was lost left of a middle line, what was won right of it."""
        rows = f"{one.compared}/{one.rows}" if one.is_area else ""
        drawn = two_sided(one.change, most, _HALF, signs=self.parself.signs)
        figures = f"{rows:>6} {points(one.before):>6} → {points(one.now):>6} "
        change = "–" if one.change is None else signed(one.change)
        style = "" if not one.change else DONE if one.change > 0 else WRONG
        right = Content.assemble(plain(figures), drawn, plain((f"{change:>7}", style)))
        left = plain((f"{one.id:<6} {one.title}", "bold" if one.is_area else ""))
        return spread(left, right, self.rows.room)

    def _ask_source(self, then: Callable[[tuple[LastYear, Match]], None]) -> None:
        """Ask for last year's folder or hand-in; `then` takes it with its matching rows."""
        folder = self.desk.folder

        def read(path: Path) -> tuple[LastYear, Match]:
            last = last_year.read_last_year(path)
            last_year.refuse_misfit(folder, last)
            return last, last_year.match(folder.rubric, last.rubric)

        words = _("Folder of last year's assessment, or its hand-in (.zip)")
        start = folder.path.resolve().parent
        self.ask(FilePicker(_("Last year"), start, read, words, assessment_mark), then)

    def action_take_in(self) -> None:
        """Ask for last year's source, show what matches, and take its points in."""
        self._ask_source(self._preview)

    def _preview(self, source: tuple[LastYear, Match]) -> None:
        last, found = source
        same, year = len(found.rows), last.assessment.year
        words = [render(say("{same} rows are the same as in {year:none}.", same=same, year=year))]
        if found.new:
            words.append(f"{_('New or changed since')}: {', '.join(found.new)}")
        if found.gone:
            words.append(f"{_('Not taken from last year')}: {', '.join(found.gone)}")

        def take() -> None:
            self.parself.autosave()
            past = last_year.joined(self.desk.folder.past, last_year.past_of(last, found))
            self.desk.replace_folder(store.save_past(self.desk.folder, past))

        self.confirm(_("Last year"), "\n".join(words), _("Take in"), take)

    def action_carry(self) -> None:
        """Ask for last year's source, then what to carry forward."""
        choices = (
            ("notes", _("Notes")),
            ("explanations", _("Explanations")),
            ("evidence", _("Documents and where they are cited")),
        )
        words = _("Into rows that are the same; what is there stays. Check every one.")
        window = AskScreen(_("Carry forward"), words, choices)
        self._ask_source(lambda source: self.ask(window, lambda kind: self._carry(*source, kind)))

    def _carry(self, last: LastYear, found: Match, kind: str) -> None:
        left = self.desk.carry(last, found, frozenset({Carried(kind)}))
        words = [_("Carried forward into rows that are the same; check every one of them.")]
        if left:
            words += [render(LEFT_BEHIND), *map(render_problem, left)]
        self.notify("\n".join(words), timeout=10)

    def action_next_year(self) -> None:
        """Ask what the province published of this year, then where to make the next one's."""
        roster = self.desk.folder.roster

        def known(typed: str) -> None:
            if typed.strip():
                standings_of(roster, typed.strip())

        words = _("The standings of this year, by id or file; empty keeps those that are here.")
        self.ask(PromptScreen(_("Next year"), words, act=known), self._begin_next)

    def _begin_next(self, standings: str) -> None:
        self.parself.autosave()
        folder = self.desk.folder
        start = folder.path.with_name(f"{folder.unit.code}-{folder.assessment.year + 1}")
        words = _("A new folder; this year's points become last year's there.")

        def make(path: Path) -> Path:
            return begin_next(folder, path, texts=True, standings_id=standings.strip()).path

        def made(path: Path) -> None:
            told = say("Made: {path}. Open it from the home screen.", path=show_path(path))
            self.notify(render(told), timeout=12)

        self.ask(PathPrompt(_("Next year"), words, show_path(start), make), made)


def _most(found: Sequence[RowMove]) -> Decimal:
    """Return the greatest change, which fills half a bar."""
    return max((abs(one.change) for one in found if one.change), default=Decimal(1))
