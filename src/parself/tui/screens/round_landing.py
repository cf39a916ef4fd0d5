"""Hand-ins landed: files chosen, looked at, codes compared, then received, or taken back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import Problem, UsageError, say
from parself.i18n import _, render, render_problem
from parself.numerals import read_date, show_date
from parself.province import receiving
from parself.province.codes import TypedCode, note
from parself.province.correcting import checked, correction
from parself.province.filing import Arrival, Filed
from parself.province.moving import moved
from parself.province.receiving import MergeResult
from parself.province.work import logged_in
from parself.submission.code import Match
from parself.submission.intake import read_bundle
from parself.submission.landing import Outcome
from parself.text import one_line
from parself.tui.bases.code_prompt import CODE, code_prompt
from parself.tui.bases.files_screen import FilesScreen, Progress
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import ADD_FILES, Heading
from parself.tui.bases.undo_frame import UNDO, UndoFrame
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed, shown_day, typed_day
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.values import evolve
from parself.words.compared_words import moved_words
from parself.words.landing_words import (
    Count,
    code_problem,
    correction_words,
    notes_of,
    outcome_words,
    timing_words,
)
from parself.words.retelling import changes_sentence

LAND: Final = changing("land", say("Receive"), say("Receive what can be received"), "t")
DATES: Final = changing("arrival", say("Dates"), say("Day of arrival, date of the letter"), "d")
HAND_INS: Final = Command(
    "open", say("Hand-ins"), say("All hand-ins of the unit side by side"), "", "Enter"
)


class LandingScreen(FilesScreen[Filed, MergeResult], UndoFrame):
    """A line for each hand-in: what would become of it, then what became of it."""

    OFFERS = (LAND, ADD_FILES, CODE, DATES, HAND_INS, UNDO, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__(desk)
        self._filed: Sequence[Filed] = ()
        self._codes: Mapping[Path, TypedCode] = {}
        self._arrival = Arrival()
        self._told: dict[Path, Sequence[str]] = {}

    def heading(self) -> Heading:
        """Return whether this is a look or the result."""
        state = _("files received") if self.is_done else _("preview, nothing received yet")
        new, count = Count.of(self._shown).new, len(self._filed)
        total = say("{new} of {count} files", new=new, count=count) if count else say("no file")
        return Heading((_("Receiving"), state), render(total))

    @property
    def _shown(self) -> Sequence[Filed]:
        """The files; one whose code is another file's is told as left out."""
        return [_left_out(one) if self._is_wrong(one.path) else one for one in self._filed]

    def _is_wrong(self, path: Path) -> bool:
        return self._match(path) is Match.OTHER_FILE

    def listing(self) -> Listing:
        """Return the files under their counts and dates."""
        columns = Columns(
            (
                Col(_("file"), 22, grows=1),
                Col(_("Unit"), 16),
                Col(_("number"), 3, right=True),
                Col(_("code"), 6),
                Col(_("outcome"), 25, grows=1),
            ),
            self.room,
        )
        shown = [ListLine(self._line(columns, one), one, str(one.path)) for one in self._shown]
        head = lines(self._counts(), self._dates(), columns.head)
        return Listing(head, shown, _("No file chosen yet: N chooses a file or a folder."))

    def _counts(self) -> Content:
        words = Count.of(self._shown).words(done=self.is_done)
        return plain(words if self._filed else "")

    def _dates(self) -> Content:
        arrived = show_date(self._arrival.arrived or self.today())
        said = say("Arrived {day}", day=arrived)
        if self._arrival.letter is not None:
            said = say(
                "Arrived {day} · letter {number} of {letter}",
                day=arrived,
                number=self._arrival.letter_number or "–",
                letter=show_date(self._arrival.letter),
            )
        return plain((render(said), MUTED))

    def _line(self, columns: Columns, one: Filed) -> Content:
        marks = {
            None: ("", ""),
            Match.MATCH: (_("right"), DONE),
            Match.TYPING_ERROR: (_("typo"), UNPROVED),
            Match.OTHER_FILE: (_("WRONG"), WRONG),
        }
        return columns.line(
            (
                one.path.name,
                self.unit_name(one.unit) if one.unit else "–",
                "" if one.sequence is None else str(one.sequence),
                marks[self._match(one.path)],
                (outcome_words(one), _style(one)),
            )
        )

    def _match(self, path: Path) -> Match | None:
        """Return whether the code typed for a file is its own; None where none was typed."""
        return self._codes[path].match if path in self._codes else None

    def tell_of(self, one: Filed, panel: Panel) -> None:
        """Show why, what was noted on reading, and what a correction changes."""
        told = [plain(render_problem(problem)) for problem in one.reasons]
        timing = "" if one.timing is None else timing_words(one.timing)
        if timing:
            told.append(plain((timing, UNPROVED)))
        match = self._match(one.path)
        problem = None if match is None else code_problem(match, "")
        if problem is not None:
            told.append(plain((render_problem(problem), WRONG)))
        told += [plain((render(note), UNPROVED)) for note in notes_of(one)]
        told += map(plain, self._correction(one))
        told += [plain((render(finding.message), UNPROVED)) for finding in one.asked]
        panel.show(one.path.name, lines(*told), self.unit_name(one.unit) if one.unit else "")

    def _correction(self, one: Filed) -> Sequence[str]:
        """Return what a correction changes; read once, and only of the highlighted file."""
        if self.is_done or one.outcome not in {Outcome.NEWER, Outcome.DIVERGING, Outcome.OLDER}:
            return ()
        if one.path not in self._told:
            self._told[one.path] = ()
            with self.telling():
                bundle = read_bundle(one.path)
                found = correction(self.view.round, bundle)
                if found is not None:
                    told = correction_words(self.view.round.rubric, found, bundle.unit)
                    self._told[one.path] = (render(changes_sentence(found)), *told)
        return self._told[one.path]

    def read(self, files: Sequence[Path], progress: Progress, *, keep: bool) -> MergeResult:
        """Look at hand-ins; with `keep` land them."""
        folder, others, arrival = self.desk.folder, self.came.others, self._arrival
        now = self.now()
        if keep:
            return receiving.merge(
                folder,
                files,
                others=others,
                arrival=arrival,
                who=logged_in(),
                now=now,
                progress=progress,
            )
        return receiving.preview(
            folder, files, others=others, arrival=arrival, now=now, progress=progress
        )

    def show_look(self, found: MergeResult) -> None:
        """Show what would become of each hand-in."""
        self._told, self._filed = {}, found.filed
        self.say_done(_("Looked at; T receives, M compares a code."))

    def action_land(self) -> None:
        """Receive what can be, but for files whose code is another file's."""
        if not self.require_files():
            return
        count = Count.of(self._shown)
        if not count.new:
            self.say_why(_("None of these files is to be received."))
            return
        words = [count.words(done=False)]
        wrong = sum(map(self._is_wrong, self.came.files))
        if wrong:
            words.append(render(say("Left out for a wrong code: {count}.", count=wrong)))
        title = render(say("Receive {count} files?", count=count.new))
        paths = [path for path in self.came.files if not self._is_wrong(path)]
        self.confirm(title, "\n".join(words), _("Receive"), lambda: self.keep(paths))

    def show_done(self, found: MergeResult) -> None:
        """Show what became of each hand-in; those that a person left out keep their lines."""
        filed = {one.path: one for one in found.filed}
        self._filed = [filed.get(one.path, one) for one in self._filed]
        unnoted, before = found.unnoted, self.view
        with self.telling():
            if self._codes:
                codes = tuple(self._codes.values())
                round_ = note(self.desk.folder, codes, who=logged_in(), now=self.now())
                unnoted = unnoted or round_.trouble
            self.desk.reread()
        self.warn(unnoted)
        others = moved_words(self.view, moved(before, self.view))
        counted = Count.of(self._shown).words(done=True)
        self.say_done(" ".join((counted, *others, _("Z takes it back."))))

    def action_code(self) -> None:
        """Ask for the code that stands on the signed paper of the highlighted file."""
        one = self.require_here()
        if one is None or self.is_done:
            return
        if not one.digest:
            self.say_why(" ".join(map(render_problem, one.reasons)))
            return

        def compare(typed: str) -> None:
            match = checked(one.path, typed)
            code = TypedCode(one.path.name, one.unit, one.digest, typed, match)
            self._codes = {**self._codes, one.path: code}
            problem = code_problem(match, one.path.name)
            if problem is not None:
                # It stands under the list, too, once the window is left.
                self.say_why(render_problem(problem))
                raise UsageError(problem)
            self.say_done(render(say("The code is that of {name}.", name=one.path.name)))

        self.ask(code_prompt(one_line(one.path.name), compare), lambda _typed: None)

    def action_arrival(self) -> None:
        """Ask for the dates that decide whether the files are in time."""
        now = self._arrival
        fields = (
            SheetLine("arrived", _("Arrived on"), show_date(now.arrived or self.today())),
            SheetLine("letter", _("Letter of"), shown_day(now.letter)),
            SheetLine("number", _("Letter number"), now.letter_number),
        )

        def take(typed: Typed) -> None:
            letter = typed_day(typed["letter"])
            found = Arrival(read_date(typed["arrived"]), letter, typed["number"])
            doubt = found.doubt(self.today())
            if doubt is not None:
                raise UsageError(Problem(doubt))
            self._arrival = found

        words = _("The date of the letter, else the day of arrival, decides who is late.")
        self.ask(SheetScreen(_("Dates"), words, fields, take), lambda _done: self.look())

    def forget(self) -> None:
        """Begin anew without files, codes and dates: the next ones come with a letter of theirs."""
        super().forget()
        self._filed, self._codes, self._arrival = (), {}, Arrival()

    def take(self, one: Filed) -> None:
        """Show all hand-ins of the unit."""
        if one.unit in self.view.round.units:
            self.parself.show("round_hand_ins:HandInsScreen", self.desk, one.unit)


def _left_out(one: Filed) -> Filed:
    return evolve(one, outcome=Outcome.WRONG_CODE, is_new=False, timing=None, twin="")


def _style(one: Filed) -> str:
    if not one.is_settled:
        return UNPROVED if one.outcome.is_received else WRONG
    is_odd = one.timing is not None and (one.timing.days_late or not one.timing.counts)
    if one.is_new:
        return UNPROVED if is_odd else DONE
    return MUTED
