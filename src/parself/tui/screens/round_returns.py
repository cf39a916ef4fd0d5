"""Results sent back to the units: what each gets and what not, then its file and its letter."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from textual.content import Content
from textual.worker import get_current_worker

from parself import files
from parself.desk.sending_back import Sent, send_back
from parself.errors import say
from parself.i18n import _, render
from parself.province.overview import Overview
from parself.province.publishing import moved
from parself.province.returned import Return, SentBack, last_withdrawn
from parself.province.returning import Outgoing, going_out
from parself.province.withdrawing import require_withdrawable, withdraw
from parself.returns.model import Ruling
from parself.rubric.peers import Unit
from parself.text import sentence_case
from parself.tui.aside import aside
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.prompt import PathPrompt, ReasonPrompt
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.message_line import MessageLine
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.return_words import (
    astray_words,
    goes_words,
    obstacle_words,
    sending_words,
    sent_words,
    state_words,
    withdrawn_words,
    withheld_words,
)

SEND: Final = Command(
    "open", say("Send result"), say("Write the result of this unit, with its letter"), "", "Enter"
)
SEND_ALL: Final = letter(
    "send_all", say("Send all"), say("Write all results in whose way nothing stands"), "t"
)
SEND_MOVED: Final = letter(
    "send_moved", say("Send moved"), say("Write results that a correction moves"), "m"
)
WITHDRAW: Final = letter(
    "withdraw", say("Withdraw"), say("Withdraw a result sent by mistake, with the reason"), "h"
)
REPLIES: Final = letter(
    "replies", say("Replies"), say("What units reply, and the second appraisal"), "g"
)
_FORM: Final = "docx"
"""In which letters are written here: to be worked on and signed."""


class Going(NamedTuple):
    """One unit, and what would be sent to it."""

    unit: Unit
    outgoing: Outgoing | None
    """None while no hand-in counts."""
    sent: SentBack | None
    """The last result that stands; None where none does."""
    withdrawn: Return | None
    """The last result, where it was withdrawn."""


class ReturnsScreen(RoundScreen[Going]):
    """A line for each unit; the panel says what it gets and what not."""

    OFFERS = (SEND, SEND_ALL, SEND_MOVED, WITHDRAW, REPLIES, FIND_LINE, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    _seen: Overview | None = None
    _going: Sequence[Going] = ()

    def heading(self) -> Heading:
        """Return how many results were sent, and how many are replied to."""
        sent = self.view.returned.values()
        waiting = sum(one.is_awaited for one in sent)
        total = render(say("sent {sent}, awaiting {waiting}", sent=len(sent), waiting=waiting))
        return Heading((_("Results for the units"),), total)

    def going(self) -> Sequence[Going]:
        """Return what would be sent to each unit; worked out once for a state of the round."""
        if self._seen is not self.view:
            view = self.view
            out = {one.unit.code: one for one in going_out(view)[0]}
            units = view.round.roster.units
            self._going = [
                Going(
                    one,
                    out.get(one.code),
                    view.returned.get(one.code),
                    last_withdrawn(view.returns.get(one.code, ())),
                )
                for one in units
            ]
            self._seen = view
        return self._going

    def listing(self) -> Listing:
        """Return the units under the titles of the columns."""
        columns = Columns(
            (
                Col(_("Unit"), 16, grows=1),
                Col(_("result"), 4, right=True),
                Col(_("adjusted"), 10, right=True),
                Col(_("to explain"), 10, right=True),
                Col(_("unfinished"), 9, right=True),
                Col(_("state"), 20, grows=2),
            ),
            self.room,
        )
        shown = [ListLine(self._line(columns, one), one, one.unit.code) for one in self.going()]
        words = _("Enter shows what the unit gets and what not; then it asks where to write.")
        return Listing(lines(plain((words, MUTED)), columns.head), shown)

    def _line(self, columns: Columns, one: Going) -> Content:
        out = one.outgoing
        if out is None:
            blank = ("–",) * 4
            return columns.line((one.unit.short, *blank, (_("no hand-in"), MUTED)))
        rows = [row.ruling for row in out.value.rows.values()]
        unsettled = len(out.withheld.unsettled)
        return columns.line(
            (
                one.unit.short,
                str(out.value.number),
                str(rows.count(Ruling.ADJUSTED)),
                str(rows.count(Ruling.ASKED)),
                (str(unsettled), UNPROVED if unsettled else MUTED),
                _state(one, out),
            )
        )

    def tell_of(self, one: Going, panel: Panel) -> None:
        """Show what goes to the unit, what does not, and what stands in the way."""
        out = one.outgoing
        if out is None:
            panel.show(one.unit.full, plain(_("No hand-in of this unit counts yet.")))
            return
        told = [plain((sent_words(one.sent), DONE))] if one.sent else []
        if one.withdrawn is not None:
            words = sentence_case(withdrawn_words(one.withdrawn))
            told.append(plain((words, UNPROVED)))
        if one.sent is not None and one.sent.astray is not None:
            told.append(plain((render(astray_words(one.sent.astray)), UNPROVED)))
        told += [plain((line, UNPROVED)) for line in obstacle_words(out)]
        told += map(plain, _preview(out))
        panel.show(one.unit.full, lines(*told), more=_("Enter: all of it"))

    def take(self, one: Going) -> None:
        """Show what the unit gets and what not, then ask for the folder."""
        out = one.outgoing
        if out is None:
            self.notify(_("No hand-in of this unit counts yet."), severity="warning")
            return
        title = say("Send {unit} its result?", unit=one.unit.short)
        if not out.is_clear:
            title = say("Send {unit} its result all the same?", unit=one.unit.short)
        words = "\n".join((*obstacle_words(out), *_preview(out)))
        self.confirm(
            render(title),
            words,
            _("Send"),
            lambda: self._ask_place(one.unit.short, [one.unit.code], anyway=not out.is_clear),
        )

    def action_replies(self) -> None:
        """Show what units reply, row by row."""
        self.parself.show("round_replies:RepliesScreen", self.desk)

    def action_withdraw(self) -> None:
        """Withdraw the last result of the unit, for a reason."""
        one = self.here
        if one is None:
            return
        with self.telling():
            found = require_withdrawable(self.view, one.unit.code)
            title = say(
                "Withdraw result no. {n:none} of {unit}?", n=found.number, unit=one.unit.short
            )
            words = _("It counts as sent nowhere, and what answers it is no reply.")
            self.ask(
                ReasonPrompt(render(title), words),
                lambda why: self._withdraw(one.unit.code, why, found.number),
            )

    def _withdraw(self, code: str, why: str, number: int) -> None:
        withdraw(self.desk.folder, code, self.change(why), number)
        self.changed(_("Withdrawn. Tell the unit; the next result has a new number."))
        self.refresh_view()

    def action_send_all(self) -> None:
        """Ask for the folder of all results in whose way nothing stands."""
        self._send_of([one.unit.code for one in self.going()])

    def action_send_moved(self) -> None:
        """Ask for the folder of the results of units of which a correction moves something."""
        with self.telling():
            codes = moved(self.view.round)
            owed = [one.outgoing for one in self.going() if one.unit.code in codes]
            if new := [one.unit.code for one in owed if one is not None and one.is_moved]:
                self._send_of(new)
            else:
                self.say_why(_("Every unit that a correction moves has its new result."))

    def _send_of(self, codes: Sequence[str]) -> None:
        out = [
            one.outgoing
            for one in self.going()
            if one.outgoing is not None and one.unit.code in codes
        ]
        clear = [one for one in out if one.is_clear]
        if not clear:
            none = _("No unit is concluded: Enter sends a single result all the same.")
            self.notify(none, severity="warning")
            return
        title = render(say("Results of {count} units", count=len(clear)))
        words = say(
            "Kept back: {held} units. Internal remarks that stay here: {internal}.",
            held=len(out) - len(clear),
            internal=sum(one.withheld.internal for one in clear),
        )
        self.confirm(
            title,
            render(words),
            _("Send"),
            # Those that are kept back are named to it too: it counts them.
            lambda: self._ask_place(title, codes, anyway=False),
        )

    def _ask_place(self, title: str, codes: Sequence[str], *, anyway: bool) -> None:
        words = _("Folder for the files and a Word letter each; Enter writes, Esc goes back.")
        folder = self.desk.folder.parent / f"ket-qua-tham-dinh-{self.view.round.year}"
        prompt = PathPrompt(title, words, files.show_path(folder), lambda place: place)
        self.ask(prompt, lambda place: self._write(codes, place, anyway=anyway))

    def _write(self, codes: Sequence[str], place: Path, *, anyway: bool) -> None:
        """Write the files aside: those of many units take a while."""
        folder, change = self.desk.folder, self.change()

        def progress(done: int, of: int) -> None:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._progress, done, of)

        def make() -> Sent:
            return send_back(
                folder, codes, place, change, anyway=anyway, form=_FORM, progress=progress
            )

        aside(self, make, self._sent, self.tell)

    def _progress(self, done: int, of: int) -> None:
        self.query_one(MessageLine).show_progress(done, of, signs=self.signs)

    def _sent(self, done: Sent) -> None:
        self.changed(sending_words(done.sending), done.failed)
        self.refresh_view()


def _preview(out: Outgoing) -> Iterator[str]:
    yield goes_words(out.value)
    yield _("Not sent:")
    yield from (f"- {line}" for line in withheld_words(out))


def _state(one: Going, out: Outgoing) -> tuple[str, str]:
    """Return whether it was sent, whether something is new, or what is in the way."""
    if one.withdrawn is not None:
        return render(say("withdrawn, no. {n:none}", n=one.withdrawn.number)), UNPROVED
    if one.sent is None:
        if out.is_clear:
            return _("ready"), DONE
        return _("not concluded") if out.withheld.unsettled else _("text names others"), UNPROVED
    if out.is_new and not out.is_moved:
        return _("only what is said of appeals is new"), UNPROVED
    if out.is_new:
        return _("changed since it was sent"), UNPROVED
    return state_words(one.sent), DONE
