"""The appraisers of a round: their shares, how far they are, and the files that go to and fro."""

from pathlib import Path
from typing import Final

from textual.content import Content
from textual.worker import get_current_worker

from parself import files
from parself.errors import say
from parself.i18n import _, render
from parself.province import part_desk, parts
from parself.province.officers import Officer
from parself.province.overview import open_overview
from parself.province.sharing import Work, work_of
from parself.tui.aside import aside
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.officer_frame import CHANGES, OfficerFrame
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.commands import BACK, FIND_LINE, PROGRAM, bindings, changing, letter
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.colours import DONE, MUTED, OURS, UNPROVED
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.message_line import MessageLine
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.officer_words import (
    given_all_words,
    given_words,
    nobodys_words,
    sent_words,
    share_words,
    work_words,
)

WRITE: Final = changing(
    "open", say("Write file"), say("Write the share, or what was decided, to a file")
)
JOIN: Final = changing("join_files", say("Join"), say("Join the files that appraisers sent"), "n")
DIFFERING: Final = letter(
    "differing", say("Differing"), say("Decisions that differ, side by side"), "k"
)
AGREEMENT: Final = letter(
    "agreement", say("Second look"), say("How far both looks agree, by row"), "l"
)
GIVE_ALL: Final = changing("give_all", say("Write all"), say("Write the file of everybody"), "a")
_BAR: Final = 6
_PURPOSE: Final = (
    say("For several people who appraise: each has a share and decides nothing else."),
    say("T: put each person or office on the list."),
    say("G: give them units and areas.  X: units that they may not appraise."),
    say("Enter: write the file that goes to them.  N: join what they send back."),
    say("K: where two decided differently, the lead chooses."),
)


class OfficersScreen(RoundScreen[Work], OfficerFrame):
    """A line for each officer; the panel tells of shares and bars."""

    OFFERS = (
        *(WRITE, JOIN, DIFFERING, *CHANGES, GIVE_ALL, AGREEMENT),
        *(FIND_LINE, BACK, *PROGRAM),
    )
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def heading(self) -> Heading:
        """Return on how many rows decisions differ."""
        count = len(self.view.differing)
        total = render(say("{count} rows decided differently", count=count)) if count else ""
        round_ = self.view.round
        return Heading((_("Appraisers"), round_.title or str(round_.year)), total)

    def listing(self) -> Listing:
        """Return the officers, and how many rows are nobody's."""
        columns = Columns(
            (
                Col(_("Name"), 15, grows=1),
                Col("", 7),
                Col(_("Office"), 16, grows=1, from_room=100),
                Col(_("To appraise"), 15, grows=2),
                Col("", _BAR),
                Col(_("decided"), 11, right=True),
                Col(_("left"), 7, right=True),
                Col(_("2nd left"), 8, right=True),
                Col(_("barred"), 8, right=True, from_room=90),
            ),
            self.room,
        )
        found = [
            ListLine(self._line(columns, one), one, one.officer.id) for one in work_of(self.view)
        ]
        nothing = _("No officers are listed: one desk appraises everything.")
        return Listing(lines(self._nobodys(), columns.head), found, nothing)

    @property
    def officer(self) -> Officer | None:
        """The officer of the highlighted line."""
        return None if self.here is None else self.here.officer

    def show_body(self) -> None:
        """Show the officers; while there are none, what the list is for and how it begins."""
        super().show_body()
        if not self.view.round.officers:
            told = (plain(render(one)) for one in _PURPOSE)
            self.query_one(Panel).show(_("What the list is for"), lines(*told), "")

    def _nobodys(self) -> Content:
        return plain((nobodys_words(self.view), UNPROVED))

    def _line(self, columns: Columns, one: Work) -> Content:
        officer, every = one.officer, len(one.cells)
        share = one.done / every if every else 0.0
        style = DONE if every and not one.left else OURS
        told = "; ".join(share_words(self.view.round, each, officer) for each in officer.shares)
        return columns.line(
            (
                officer.name,
                (_("lead") if officer.is_lead else "", OURS),
                officer.office,
                told or ("–", MUTED),
                thin_bar(share, _BAR, style, signs=self.signs) if every else plain(""),
                str(one.done),
                str(len(one.left)),
                str(len(one.seconds_left)) if one.seconds else "–",
                str(len(officer.bars)) if officer.bars else "–",
            )
        )

    def tell_of(self, one: Work, panel: Panel) -> None:
        """Show all shares and bars."""
        officer = one.officer
        told = list(work_words(self.view.round, one)) or [_("No share yet: G gives one.")]
        panel.show(officer.name, lines(*map(plain, told)), officer.office)

    def take(self, one: Work) -> None:
        """Ask where the officer's share is written; at their own desk, what they decided."""
        is_theirs = self.view.round.desk is not None
        title = _("Send back") if is_theirs else one.officer.name
        words = _("File or folder to write; Enter writes, Esc goes back.")
        start = files.show_path(self.desk.folder.parent)
        make = self._send if is_theirs else lambda path: self._give(one.officer, path)
        self.ask(PathPrompt(title, words, start, make), self.say_done)

    def _give(self, officer: Officer, path: Path) -> str:
        self.desk.reread()
        target = files.new_file(parts.share_name(self.view.round, officer.id), path)
        given = parts.give(self.view, officer.id, target, self.change())
        self.warn(given.unnoted)
        return f"{target.name} – {given_words(given)}"

    def _send(self, path: Path) -> str:
        def place(name: str) -> Path:
            return files.new_file(name, path)

        sent = part_desk.send(self.desk.folder, place, now=self.now())
        return f"{sent.path.name} – {sent_words(sent)}"

    def action_join_files(self) -> None:
        """Join what officers sent."""
        self.parself.show("round_joining:JoiningScreen", self.desk)

    def action_differing(self) -> None:
        """Show where decisions differ."""
        self.parself.show("round_differing:DifferingScreen", self.desk)

    def action_agreement(self) -> None:
        """Show how far both looks agree."""
        self.parself.show("round_agreement:AgreementScreen", self.desk)

    def action_give_all(self) -> None:
        """Ask in which folder everybody's share is written."""
        if self.view.round.officers:
            words = _("Folder in which the share of everybody is written; Enter writes.")
            start = files.show_path(self.desk.folder.parent)
            prompt = PathPrompt(_("Write all"), words, start, lambda place: place)
            self.ask(prompt, self._give_all)

    def _give_all(self, folder: Path) -> None:
        """Write the files aside: those of a large round take a while."""
        round_folder, change = self.desk.folder, self.change()

        def progress(done: int, of: int) -> None:
            if not get_current_worker().is_cancelled:
                self.app.call_from_thread(self._progress, done, of)

        def make() -> parts.GivenAll:
            view = open_overview(round_folder)
            return parts.give_all(view, folder, change, progress=progress)

        aside(self, make, self._given_all, self.tell)

    def _progress(self, done: int, of: int) -> None:
        self.query_one(MessageLine).show_progress(done, of, signs=self.signs)

    def _given_all(self, done: parts.GivenAll) -> None:
        """Say who got a file and who did not; nobody is told who has left the screen."""
        if self.is_mounted:
            self.changed(given_all_words(done), done.failed)
            self.refresh_view()
