"""What has to be mended before a file of all units can be taken over: its names, and all else."""

from collections.abc import Callable, Iterator
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import Problem, RefusedError, say
from parself.i18n import _, render, render_problem
from parself.province.unit_figures import FaultyFileError
from parself.province.unit_names import NOBODY
from parself.province.unit_table import Stranger
from parself.tui.bases.import_frame import Faulty, Matches
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.unit_picker import UnitPicker
from parself.tui.widgets.colours import MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.plain import Piece, lines, plain
from parself.tui.widgets.rows import ListLine, heading

MATCH: Final = Command("open", say("Match"), say("Say which unit the name means"), "", "Enter")
AGAIN: Final = letter("again", say("Read again"), say("Read the file again, as matched"), "t")
Fault = Stranger | Problem


class FaultsScreen(RoundScreen[Fault]):
    """A line for each name that nobody knows, then one for each other fault of the file."""

    OFFERS = (MATCH, AGAIN, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)

    def __init__(
        self,
        desk: RoundDesk,
        faulty: Faulty,
        picks: dict[str, str],
        read: Callable[[Matches], object],
    ) -> None:
        """Show what is wrong; `picks` are kept up, `read` reads the file with what is matched."""
        super().__init__(desk)
        self._file, self._picks, self._read = faulty.path.name, picks, read
        self._strangers: dict[str, Stranger] = {}
        self._others: tuple[Problem, ...] = ()
        self._note(faulty.error)

    def _note(self, error: RefusedError) -> None:
        known = error if isinstance(error, FaultyFileError) else FaultyFileError((), error.problems)
        matched = {name: one for name, one in self._strangers.items() if name in self._picks}
        self._strangers = {**matched, **{one.name: one for one in known.strangers}}
        self._others = known.others

    @property
    def _waiting(self) -> list[str]:
        return [name for name in self._strangers if name not in self._picks]

    def heading(self) -> Heading:
        """Return which file it is, and how much is left."""
        total = say(
            "{names} names to match · {others} other faults",
            names=len(self._waiting),
            others=len(self._others),
        )
        return Heading((_("Not taken over yet"), self._file), render(total))

    def listing(self) -> Listing:
        """Return the names, then the other faults."""
        columns = Columns(
            (
                Col(_("in the file"), 20, grows=1),
                Col(_("cell"), 8),
                Col(_("unit"), 24, grows=2),
            ),
            self.room,
        )
        words = _("Enter: say which unit a name means. Mend the rest in the file, then T.")
        head = [columns.head] if self._strangers else []
        found = [*self._names(columns), *self._faults()]
        return Listing(lines(plain((words, MUTED)), *head), found)

    def _names(self, columns: Columns) -> Iterator[ListLine[Fault]]:
        for name, one in self._strangers.items():
            cell = one.place.rpartition("!")[2].rpartition(" ")[2]
            yield ListLine(columns.line((name, cell, self._matched(one))), one, f"name-{name}")

    def _matched(self, one: Stranger) -> Piece:
        code = self._picks.get(one.name)
        if code == NOBODY:
            return _("leave this line out"), "bold"
        if code is not None:
            return self.unit_name(code), "bold"
        near = ", ".join(unit.short for unit in one.near)
        return f"? {near or _('choose from the list')}", UNPROVED

    def _faults(self) -> Iterator[ListLine[Fault]]:
        if self._others and self._strangers:
            yield heading(_("Other faults"))
        for at, one in enumerate(self._others):
            yield ListLine(_told(one), one, f"fault-{at}")

    def take(self, one: Fault) -> None:
        """Ask which unit a name means; of another fault say what to do."""
        if isinstance(one, Problem):
            self.say_done(_("Mend it in the file and save that; then T reads it again."))
            return
        window = UnitPicker(one, self.view.round.roster)
        self.ask(window, lambda code: self._match(one, code))

    def _match(self, one: Stranger, code: str) -> None:
        self._picks[one.name] = code
        self.refresh_view()
        if self._waiting:
            self.rows.go_to(f"name-{self._waiting[0]}")
        else:
            self.action_again()

    def action_again(self) -> None:
        """Read the file again, with the names that are matched; go on where nothing is wrong."""
        matches = {name: code for name, code in self._picks.items() if name in self._strangers}
        with self.telling():
            try:
                self._read(matches)
            except RefusedError as error:
                self._note(error)
                self.refresh_view()
                self.say_why(_("Some of the file still has to be mended."))
            else:
                self.dismiss(None)


def _told(one: Problem) -> Content:
    return plain((render_problem(one), WRONG))
