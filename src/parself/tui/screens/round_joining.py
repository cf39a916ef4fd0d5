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
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import ADD_FILES, FIND_LINE, Heading, RoundScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.picker import ZipPicker
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import MUTED, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.officer_words import OUTCOMES, decided_words, joined_words

JOIN: Final = letter("join_now", say("Join"), say("Put together what can be"), "t")
DIFFERING: Final = Command(
    "open", say("Differing"), say("Decisions that differ, side by side"), "", "Enter"
)


class JoiningScreen(RoundScreen[Joined]):
    """A line for each file: what would become of it, then what became of it."""

    OFFERS = (JOIN, ADD_FILES, DIFFERING, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def __init__(self, desk: RoundDesk) -> None:
        super().__init__(desk)
        self._paths: Sequence[Path] = ()
        self._result: JoinResult | None = None
        self._is_done = False

    def on_mount(self) -> None:
        """Ask for files at once."""
        super().on_mount()
        self.action_add_files()

    @property
    def _joined(self) -> Sequence[Joined]:
        return () if self._result is None else self._result.joined

    def heading(self) -> Heading:
        """Return whether this is a look or the result."""
        state = _("joined") if self._is_done else _("preview, nothing joined yet")
        total = render(say("{count} files", count=len(self._joined)))
        return Heading((_("Joining"), state), total)

    def listing(self) -> Listing:
        """Return the files under their counts."""
        columns = Columns(
            (
                Col(_("file"), 20, grows=1),
                Col(_("Officer"), 12, grows=1),
                Col(_("number"), 4, right=True),
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
                "" if one.sequence is None else str(one.sequence),
                str(len(one.taken)),
                (str(len(one.left)), "$text-warning" if one.left else MUTED),
                (str(len(one.differing)), "$text-error" if one.differing else MUTED),
                (render(OUTCOMES[one.outcome]), _style(one.outcome.is_received)),
            )
        )

    def tell_of(self, one: Joined, panel: Panel) -> None:
        """Show why, what is left out, and what stands side by side where decisions differ."""
        told = [plain(render_problem(problem)) for problem in one.reasons]
        if one.outcome.is_received:
            told += map(plain, joined_words(one, done=self._is_done))
        told += [plain((line, "$text-error")) for line in self._differing(one)]
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

    def action_add_files(self) -> None:
        """Choose a file, or a folder in which files of appraisers lie."""
        self.ask(ZipPicker(self.parself.picked_from), self._chosen)

    def _chosen(self, found: tuple[Path, ...]) -> None:
        self.parself.picked_from = found[0].parent
        fresh = () if self._is_done else self._paths
        self._paths = tuple(dict.fromkeys((*fresh, *found)))
        self._is_done = False
        self._result = self._join(keep=False)
        self.say_done(_("Looked at; T joins."))

    def _join(self, *, keep: bool) -> JoinResult:
        return joining.join(self.desk.folder, self._paths, logged_in(), self.now(), keep=keep)

    def action_join_now(self) -> None:
        """Ask, then put together what can be."""
        if self._is_done or not self._paths:
            return
        title = render(say("Join {count} files?", count=len(self._paths)))
        words = _("What cannot be taken stays out, and its line says why.")
        self.confirm(title, words, _("Join"), self._keep)

    def _keep(self) -> None:
        self._result, self._is_done = self._join(keep=True), True
        self._paths = ()
        taken = sum(len(one.taken) for one in self._joined)
        differing = sum(len(one.differing) for one in self._joined)
        words = say("Taken: {taken}; differing: {differing}.", taken=taken, differing=differing)
        self.changed(render(words), self._result.unnoted)

    def take(self, one: Joined) -> None:
        """Show where decisions differ, once the files are joined."""
        if self._is_done and one.differing:
            self.parself.show("round_differing:DifferingScreen", self.desk)


def _style(is_received: bool) -> str:
    return "$text-success" if is_received else "$text-error"
