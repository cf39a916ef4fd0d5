"""The parts of departments: who has which rows, what was given out, what came back."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from parself.desk import handing_out
from parself.desk.desk import READ_ONLY, Desk
from parself.desk.handing_out import Make
from parself.errors import ParselfError, Problem, UsageError, say
from parself.files import show_path
from parself.i18n import _, render, render_problem
from parself.numerals import show_date, show_time
from parself.rubric import model as m
from parself.submission import coming, joining, parts_ledger
from parself.submission.joining import Preview
from parself.submission.parts_ledger import Entry, Event, Ledger
from parself.text import one_line
from parself.tui.bases.desk_screen import DeskScreen
from parself.tui.commands import BACK, COMMON, Command, bindings
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.page import PageScreen
from parself.tui.dialogs.picker import AssessmentPicker
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.widgets.body import Caption, Rows
from parself.tui.widgets.plain import lines, plain, spread
from parself.view.progress import by_department
from parself.view.view import Progress
from parself.words import part_words

GIVE = Command("give", say("Give out"), say("Give the department its part"), "", "Enter")
JOIN = Command(
    "join", say("Join a part"), say("Read what a department returns"), "n", "N", priority=False
)
TAKE_BACK = Command(
    "take_back", say("Undo joining"), say("Take the last joining back"), "u", "U", priority=False
)
LEDGER = Command(
    "ledger", say("Ledger"), say("What went out and came back, and when"), "k", "K", priority=False
)

_MOST_NAMES: Final = 8
_NONE = Progress(total=0, answered=0, flagged=0, awaiting=0)
"""Of a department whose rows are all bonus or penalty, which progress does not count."""


class PartsScreen(DeskScreen):
    """The departments with their rows; Enter gives one its part."""

    OFFERS: ClassVar[tuple[Command, ...]] = (GIVE, JOIN, TAKE_BACK, LEDGER, BACK, *COMMON)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OFFERS)

    def compose(self) -> ComposeResult:
        """Make summary and list."""
        yield from self.compose_head()
        yield Caption(id="filterline")
        yield Rows(id="list", markup=False)
        yield from self.compose_foot()

    @property
    def _known(self) -> tuple[tuple[m.Department, tuple[str, ...]], ...]:
        is_part = self.desk.assessment.part is not None
        return () if is_part else handing_out.departments(self.desk.view.rubric)

    def refresh_view(self) -> None:
        """Show the departments, the highlight staying where it was."""
        super().refresh_view()
        shown, ledger = self.query_one(OptionList), self._ledger()
        here = shown.highlighted or 0
        done = {share.id: share.progress for share in by_department(self.desk.view)}
        options = [self._option(one, done.get(one.id, _NONE), ledger) for one, _rows in self._known]
        words = _("This is a department's part: fill it in, then export it (F8).")
        shown.set_options(options or [Option(plain(words), disabled=True)])
        shown.highlighted = min(here, len(options) - 1) if options else None
        shown.focus()
        self.query_one("#filterline", Static).update(self._summary(ledger))

    def _ledger(self) -> Ledger:
        try:
            return parts_ledger.read(self.desk.folder)
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return Ledger()

    def _summary(self, ledger: Ledger) -> Content:
        known = [one.id for one, _rows in self._known]
        if not known:
            return plain("")
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

    def _option(self, one: m.Department, done: Progress, ledger: Ledger) -> Option:
        answered = say("{done}/{total} rows answered", done=done.answered, total=done.total)
        tally = render(answered)
        width = self.query_one(Rows).room
        head = spread(plain((one.title, "bold")), plain(tally), width)
        given, back = ledger.of(one.id, Event.GIVEN), ledger.of(one.id, Event.JOINED)
        went = _dated(_("given out"), given) if given else _("not given out")
        came = _dated(_("returned"), back) if back else _("not returned")
        state = f"{went} · {came}"
        return Option(lines(head, plain((f"  {state}", "$text-muted"))), id=one.id)

    def _highlighted(self) -> m.Department | None:
        here = self.query_one(OptionList).highlighted
        known = self._known
        return known[here][0] if here is not None and here < len(known) else None

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_give()

    def action_give(self) -> None:
        """Ask how the highlighted department gets its part."""
        department = self._highlighted()
        if department is None or not self._is_ready():
            return
        self.app.push_screen(
            AskScreen(
                render(say("Give out the part of {department}", department=department.title)),
                _("How will it be filled in?"),
                [
                    ("form", _("Excel form, nothing to install")),
                    ("folder", _("Folder, to be opened with parself")),
                    ("bundle", _("One file, to be unpacked with parself")),
                ],
            ),
            lambda make: self._made(department, make),
        )

    def _made(self, department: m.Department, make: str | None) -> None:
        if make is not None:
            prompt = GivePrompt(self.desk, department, cast("Make", make))
            self.app.push_screen(prompt, lambda done: self._given(prompt, done=done))

    def _given(self, prompt: "GivePrompt", *, done: bool | None) -> None:
        if done and prompt.given is not None:
            path = show_path(prompt.given.path)
            written = render(say("Written: {path}", path=path))
            told = [written, *map(render_problem, prompt.given.unnoted)]
            self.notify("\n".join(told), markup=False, timeout=12)
            self.refresh_view()

    def action_join(self) -> None:
        """Ask for the file that a department returned, and show what it would change."""
        if not self._is_ready() or self._is_refused():
            return
        picker = JoinPicker(self.desk)
        self.app.push_screen(picker, lambda _path: self._seen(picker.seen))

    def _seen(self, seen: Preview | None) -> None:
        if seen is not None:
            self.parself.show("joining:JoiningScreen", seen)

    def _is_ready(self) -> bool:
        """Save, and say why nothing can be given out or joined while that fails."""
        self.parself.autosave()
        problem = self.parself.save_problem
        if self.desk.read_only:
            problem = Problem(READ_ONLY)
        elif self.desk.assessment.part is not None:
            problem = Problem(joining.A_PART)
        if problem is not None:
            self.tell(UsageError(problem))
        return problem is None

    def _is_refused(self) -> bool:
        """Say why nothing can be joined or taken back, if so."""
        problem = joining.refusal(self.desk.assessment)
        if problem is not None:
            self.tell(UsageError(problem))
        return problem is not None

    def action_take_back(self) -> None:
        """Take the last joining back."""
        if not self._is_ready() or self._is_refused():
            return
        try:
            done = joining.undo(self.desk.folder, self._ledger(), now=self.desk.now())
        except ParselfError as error:
            self.tell(UsageError(*error.problems))
            return
        self.desk.land(done.folder)
        words = say(
            "Taken back: {file}, {rows} rows are as they were before.",
            file=done.entry.file,
            rows=len(done.rows),
        )
        kept = say("Changed since, so left: {rows}.", rows=", ".join(done.kept))
        told = [render(words), *([render(kept)] if done.kept else [])]
        told += map(render_problem, done.unnoted)
        self.notify("\n".join(told), markup=False, timeout=8)
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
            plain((f"  {_('Not used')}: ", "$text-muted"), f"{one.where}: {one.why}")
            for one in entry.refused
        ]
        when = f"{show_date(entry.when.date())} {show_time(entry.when)}"
        head = plain((f"{when}  {render(part_words.EVENTS[entry.event])}: {title}", "bold"))
        return lines(head, plain((f"  {said}", "$text-muted")), *refused)


def _dated(word: str, entries: Sequence[Entry]) -> str:
    last = entries[-1]
    how = part_words.outcome_word(last.outcome)
    if last.event is Event.JOINED:
        how = render(say("{count} rows", count=len(last.rows)))
    return f"{word} {show_date(last.when.date())} ({how})"


class GivePrompt(PathPrompt):
    """Asks where to write a part, and writes it."""

    def __init__(self, desk: Desk, department: m.Department, make: Make) -> None:
        super().__init__(
            render(say("Give out the part of {department}", department=department.title)),
            _("Folder to write in, or the full name of the file; Enter writes."),
            show_path(desk.folder.path.resolve().parent),
        )
        self._desk, self._department, self._make = desk, department, make
        self.given: handing_out.Given | None = None

    def accept(self, path: Path) -> str | None:
        """Write the part; return why it could not be written."""
        try:
            self.given = handing_out.give(
                self._desk.folder, self._department.id, path, self._make, now=self._desk.now()
            )
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        return None


class JoinPicker(AssessmentPicker):
    """Asks for what a department returned, and reads it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Join a part"),
            desk.folder.path.resolve().parent,
            _("File or folder that the department returned (.xlsx, .zip or folder)."),
        )
        self._desk = desk
        self.seen: Preview | None = None

    def mark(self, folder: Path) -> str:
        """Return what the folder is; the assessment itself is no part of it."""
        is_own = folder.resolve() == self._desk.folder.path.resolve()
        return "" if is_own else super().mark(folder)

    def accept(self, path: Path) -> str | None:
        """Read the part; return why it cannot be joined."""
        folder = self._desk.folder
        try:
            found = coming.inside(path, coming.PARTS)
            if len(found) > 1:
                names = ", ".join(one_line(one.name) for one in found[:_MOST_NAMES])
                return render(
                    say("Several parts lie in the folder; choose one: {names}.", names=names)
                )
            seen = joining.preview(folder, found[0], parts_ledger.read(folder))
        except ParselfError as error:
            return "\n".join(render_problem(problem) for problem in error.problems)
        if seen.merge is None:
            return "\n".join(render_problem(problem) for problem in seen.reasons)
        self.seen = seen
        return None
