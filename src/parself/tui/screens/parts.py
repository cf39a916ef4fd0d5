"""The parts of departments: who has which rows, what was given out, what came back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, cast

from textual.content import Content

from parself.desk import handing_out
from parself.desk.handing_out import Given, Make
from parself.errors import ParselfError, Problem, UsageError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.numerals import show_date, show_time
from parself.rubric import model as m
from parself.submission import coming, joining, parts_ledger
from parself.submission.joining import Preview, Undone
from parself.submission.parts_ledger import Entry, Event, Ledger
from parself.text import one_line
from parself.tui.bases.list_screen import Listing, ListScreen
from parself.tui.commands import BACK, COMMON, Command, letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.page import PageScreen
from parself.tui.dialogs.picker import FilePicker, assessment_mark
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.view.progress import by_department
from parself.view.view import Progress
from parself.words import part_words

GIVE = Command("open", say("Give out"), say("Give the department its part"), "", "Enter")
JOIN = letter("join", say("Join a part"), say("Read what a department returns"), "n")
TAKE_BACK = letter("take_back", say("Undo joining"), say("Take the last joining back"), "u")
LEDGER = letter("ledger", say("Ledger"), say("What went out and came back, and when"), "k")

_MOST_NAMES: Final = 8
_BAR: Final = 12
_ROOMY: Final = 72
_NONE = Progress(total=0, answered=0, flagged=0, awaiting=0)
"""Of a department whose rows are all bonus or penalty, which progress does not count."""


class PartsScreen(ListScreen[m.Department]):
    """The departments with their rows; Enter gives one its part."""

    OFFERS = (GIVE, JOIN, TAKE_BACK, LEDGER, BACK, *COMMON)

    def listing(self) -> Listing:
        """Return the departments with what became of their parts; a part itself has none."""
        if self.desk.assessment.part is not None:
            words = _("This is a department's part: fill it in, then export it (F8).")
            return Listing(plain(""), (), words)
        ledger = self._ledger()
        known = [one for one, _rows in handing_out.departments(self.desk.view.rubric)]
        done = {share.id: share.progress for share in by_department(self.desk.view)}
        found = [self._line(one, done.get(one.id, _NONE), ledger) for one in known]
        above = _tally([one.id for one in known], ledger)
        return Listing(lines(above, self._columns.head), found)

    def _ledger(self) -> Ledger:
        try:
            return parts_ledger.read(self.desk.folder)
        except ParselfError as error:
            self.tell(error)
            return Ledger()

    def _line(self, one: m.Department, done: Progress, ledger: Ledger) -> ListLine[m.Department]:
        """Return a department: its name in full, what became of its part, how far its rows are."""
        signs = self.parself.signs
        given, back = ledger.of(one.id, Event.GIVEN), ledger.of(one.id, Event.JOINED)
        mark = (signs.unproved, UNPROVED) if given else (signs.open, MUTED)
        mark = (signs.done, DONE) if back else mark
        went = self._told(_("given out"), given) if given else _("not given out")
        came = self._told(_("returned"), back) if back else went
        filled = done.answered / done.total if done.total else 0.0
        columns = self._columns
        cells = (
            plain(" ", mark),
            (one.title, "bold"),
            (came, MUTED if came == went else DONE),
            thin_bar(filled, _BAR, DONE, signs=signs),
            f"{done.answered}/{done.total}",
        )
        return ListLine(columns.in_full(cells, 1), one, one.id)

    @property
    def _is_roomy(self) -> bool:
        """Whether a line has room for when and how a part went or came."""
        return self.rows.room >= _ROOMY

    def _told(self, word: str, entries: Sequence[Entry]) -> str:
        return _dated(word, entries) if self._is_roomy else word

    @property
    def _columns(self) -> Columns:
        return Columns(
            (
                Col("", 3),
                Col(_("Department"), 14, grows=1),
                Col(_("State"), 36 if self._is_roomy else 10),
                Col("", _BAR, from_room=90),
                Col(_("answered"), 8, right=True),
            ),
            self.rows.room,
        )

    def take(self, one: m.Department) -> None:
        """Ask how the department gets its part, then where to."""
        if self._is_ready():
            title = render(say("Give out the part of {department}", department=one.title))
            choices = [
                ("form", _("Excel form, nothing to install")),
                ("folder", _("Folder, to be opened with parself")),
                ("bundle", _("One file, to be unpacked with parself")),
            ]
            window = AskScreen(title, _("How will it be filled in?"), choices)
            self.ask(window, lambda make: self._ask_place(title, one, cast("Make", make)))

    def _ask_place(self, title: str, department: m.Department, make: Make) -> None:
        desk = self.desk
        words = _("Folder to write in, or the full name of the file; Enter writes.")

        def give(path: Path) -> Given:
            return handing_out.give(desk.folder, department.id, path, make, now=desk.now())

        start = show_path(desk.folder.path.resolve().parent)
        self.ask(PathPrompt(title, words, start, give), self._given)

    def _given(self, given: Given) -> None:
        written = render(say("Written: {path}", path=show_path(given.path)))
        told = [written, *map(render_problem, given.unnoted)]
        self.notify("\n".join(told), timeout=12)

    def action_join(self) -> None:
        """Ask for the file that a department returned, and show what it would change."""
        if not self._is_ready(to_join=True):
            return
        folder = self.desk.folder
        own = folder.path.resolve()

        def mark(path: Path) -> str:
            return "" if path.resolve() == own else assessment_mark(path)

        def read(path: Path) -> Preview:
            seen = joining.preview(folder, _the_part(path), parts_ledger.read(folder))
            if seen.merge is None:
                raise UsageError(*seen.reasons)
            return seen

        words = _("File or folder that the department returned (.xlsx, .zip or folder).")
        picker = FilePicker(_("Join a part"), own.parent, read, words, mark)
        self.ask(picker, partial(self.parself.show, "joining:JoiningScreen"))

    def _is_ready(self, *, to_join: bool = False) -> bool:
        """Save, and say why nothing can be given out or joined, if so."""
        held = self.desk.assessment
        wrong = Problem(joining.A_PART) if held.part is not None else None
        if wrong is None and to_join:
            wrong = joining.refusal(held)
        return self.all_saved() and self.is_well(wrong)

    def action_take_back(self) -> None:
        """Take the last joining back."""
        if self._is_ready(to_join=True):
            with self.telling():
                now = self.desk.now()
                self._taken_back(joining.undo(self.desk.folder, self._ledger(), now=now))

    def _taken_back(self, done: Undone) -> None:
        self.desk.land(done.folder)
        words = say(
            "Taken back: {file}, {rows} rows are as they were before.",
            file=done.entry.file,
            rows=len(done.rows),
        )
        kept = say("Changed since, so left: {rows}.", rows=", ".join(done.kept))
        told = [render(words), *([render(kept)] if done.kept else [])]
        told += map(render_problem, done.unnoted)
        self.notify("\n".join(told), timeout=8)
        self.refresh_view()

    def action_ledger(self) -> None:
        """Show every event, the newest first."""
        entries = reversed(self._ledger().entries)
        rows = [self._event(entry) for entry in entries]
        nothing = plain(_("No part was given out or joined yet."))
        self.app.push_screen(PageScreen(_("Ledger"), lines(*(rows or [nothing]))))

    def _event(self, entry: Entry) -> Content:
        known = self.desk.view.rubric.department(entry.department)
        title = known.title if known else entry.department
        outcome = part_words.outcome_word(entry.outcome)
        tally = render(say("{count} rows", count=len(entry.rows)))
        said = " · ".join(word for word in (outcome, tally, entry.who, entry.file) if word)
        refused = [
            plain((f"  {_('Not used')}: ", MUTED), f"{one.where}: {one.why}")
            for one in entry.refused
        ]
        when = f"{show_date(entry.when.date())} {show_time(entry.when)}"
        head = plain((f"{when}  {render(part_words.EVENTS[entry.event])}: {title}", "bold"))
        return lines(head, plain((f"  {said}", MUTED)), *refused)


def _dated(word: str, entries: Sequence[Entry]) -> str:
    last = entries[-1]
    how = part_words.outcome_word(last.outcome)
    if last.event is Event.JOINED:
        how = render(say("{count} rows", count=len(last.rows)))
    return f"{word} {show_date(last.when.date())} ({how})"


def _tally(known: Sequence[str], ledger: Ledger) -> Content:
    """Return to how many departments a part was given, and how many came back."""
    return plain(
        render(
            say(
                "Departments: {all} · given out: {given} · returned: {returned}",
                all=len(known),
                given=sum(bool(ledger.of(code, Event.GIVEN)) for code in known),
                returned=sum(bool(ledger.of(code, Event.JOINED)) for code in known),
            )
        )
    )


def _the_part(path: Path) -> Path:
    """Return the part that lies at a path. Raises `UsageError` where several do."""
    found = coming.inside(path, coming.PARTS)
    if len(found) > 1:
        names = ", ".join(one_line(one.name) for one in found[:_MOST_NAMES])
        words = say("Several parts lie in the folder; choose one: {names}.", names=names)
        raise UsageError(Problem(words))
    return found[0]
