"""What appraisers sent, joined: files chosen, looked at, then put together."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import say
from parself.i18n import _, render, render_problem
from parself.province import joining
from parself.province.joining import Joined, JoinResult
from parself.province.officers import called
from parself.province.work import logged_in
from parself.tui.bases.files_screen import FilesScreen, Progress
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import ADD_FILES, Heading
from parself.tui.bases.undo_frame import UNDO, UndoFrame
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, changing
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.officer_words import OUTCOMES, decided_words, joined_words

JOIN: Final = changing("join_now", say("Join"), say("Put together what can be"), "t")
DIFFERING: Final = Command(
    "open", say("Differing"), say("Decisions that differ, side by side"), "", "Enter"
)


class JoiningScreen(FilesScreen[Joined, JoinResult], UndoFrame):
    """A line for each officer's file: what would become of it, then what became of it."""

    OFFERS = (JOIN, ADD_FILES, UNDO, DIFFERING, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__(desk)
        self._result: JoinResult | None = None

    @property
    def _joined(self) -> Sequence[Joined]:
        return () if self._result is None else self._result.joined

    def heading(self) -> Heading:
        """Return whether this is a look or the result."""
        state = _("joined") if self.is_done else _("preview, nothing joined yet")
        new, count = sum(bool(one.taken) for one in self._joined), len(self._joined)
        total = say("{new} of {count} files", new=new, count=count) if count else say("no file")
        return Heading((_("Joining"), state), render(total))

    def listing(self) -> Listing:
        """Return the files under their counts."""
        columns = Columns(
            (
                Col(_("file"), 20, grows=1),
                Col(_("Officer"), 12, grows=1),
                Col(_("share"), 5, right=True),
                Col(_("sending"), 3, right=True),
                Col(_("taken"), 5, right=True),
                Col(_("left out"), 6, right=True),
                Col(_("differing"), 5, right=True),
                Col(_("outcome"), 18, grows=1),
            ),
            self.room,
        )
        shown = [ListLine(self._line(columns, one), one, str(one.path)) for one in self._joined]
        nothing = _("No file chosen yet: N chooses a file or a folder.")
        return Listing(lines(self._counts(), columns.head), shown, nothing)

    def _counts(self) -> Content:
        found = Counter(one.outcome for one in self._joined)
        return plain(
            *(
                (f"{count} {render(OUTCOMES[outcome])}  ", _style(outcome.is_received))
                for outcome, count in found.items()
            )
        )

    @staticmethod
    def _line(columns: Columns, one: Joined) -> Content:
        return columns.line(
            (
                one.path.name,
                one.officer or "–",
                str(one.part or ""),
                "" if one.sequence is None else str(one.sequence),
                str(one.decisions + one.remarks),
                (str(len(one.left)), UNPROVED if one.left else MUTED),
                (str(len(one.differing)), WRONG if one.differing else MUTED),
                (render(OUTCOMES[one.outcome]), _style(one.outcome.is_received)),
            )
        )

    def tell_of(self, one: Joined, panel: Panel) -> None:
        """Show why, what is left out, and what stands side by side where decisions differ."""
        told = [plain(render_problem(problem)) for problem in one.reasons]
        if one.outcome.is_received:
            told += map(plain, joined_words(self.desk.view.round, one, done=self.is_done))
        told += [plain((line, WRONG)) for line in self._differing(one)]
        panel.show(one.path.name, lines(*told), one.officer)

    def _differing(self, one: Joined) -> Sequence[str]:
        assert self._result is not None, "a line stands for a file of the result"
        view = self._result.view
        return [
            f"{self.unit_name(cell.unit)} {cell.row}: "
            + " ≠ ".join(
                f"{called(view.round.officers, each.who)}: {decided_words(each)}"
                for each in view.beside(cell)
            )
            for cell in one.differing
        ]

    def read(self, files: Sequence[Path], progress: Progress, *, keep: bool) -> JoinResult:
        """Look at officers' files; with `keep` join them."""
        return joining.join(
            self.desk.folder,
            files,
            logged_in(),
            self.now(),
            keep=keep,
            others=self.came.others,
            progress=progress,
        )

    def show_look(self, found: JoinResult) -> None:
        """Show what would become of each file."""
        self._result = found
        self.say_done(_("Looked at; T joins."))

    def action_join_now(self) -> None:
        """Ask, then put together what can be."""
        if not self.require_files():
            return
        count = sum(bool(one.taken) for one in self._joined)
        if not count:
            self.say_done(_("Nothing is new in these files."))
            return
        title = render(say("Join {count} files?", count=count))
        differing = sum(len(one.differing) for one in self._joined)
        taken = sum(len(one.taken) for one in self._joined)
        words = [
            render(
                say("To take: {taken}; differing: {differing}.", taken=taken, differing=differing)
            )
        ]
        left = len(self._joined) - count
        if left:
            words.append(render(say("Without anything to take: {left} files.", left=left)))
        self.confirm(title, "\n".join(words), _("Join"), lambda: self.keep(self.came.files))

    def show_done(self, found: JoinResult) -> None:
        """Show what became of each file."""
        self._result = found
        taken = sum(len(one.taken) for one in self._joined)
        differing = sum(len(one.differing) for one in self._joined)
        words = say("Taken: {taken}; differing: {differing}.", taken=taken, differing=differing)
        with self.telling():
            self.changed(render(words), found.unnoted)

    def forget(self) -> None:
        """Begin anew without files."""
        super().forget()
        self._result = None

    def take(self, one: Joined) -> None:
        """Show where decisions differ, once the files are joined."""
        if self.is_done and one.differing:
            self.parself.show("round_differing:DifferingScreen", self.desk)


def _style(is_received: bool) -> str:
    return DONE if is_received else WRONG
