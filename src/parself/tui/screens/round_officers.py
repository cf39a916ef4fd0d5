"""The appraisers of a round: their shares, how far they are, and the files that go to and fro."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from textual.content import Content

from parself import files
from parself.errors import say
from parself.i18n import _, render
from parself.province import part_desk, parts, sharing
from parself.province.officers import Officer, Share
from parself.province.sharing import Work, nobodys, work_of
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import FIND_LINE, Heading, RoundScreen
from parself.tui.commands import BACK, PROGRAM, Command, bindings, letter
from parself.tui.dialogs.prompt import PathPrompt
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.tui.widgets.bars import thin_bar
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import MUTED, lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.officer_words import share_words, work_words

WRITE: Final = Command(
    "open", say("Write file"), say("Write the share, or what was decided, to a file"), "", "Enter"
)
JOIN: Final = letter("join_files", say("Join"), say("Join the files that appraisers sent"), "n")
DIFFERING: Final = letter(
    "differing", say("Differing"), say("Decisions that differ, side by side"), "k"
)
HAND_ON: Final = letter("hand_on", say("Hand on"), say("Give what is left to another one"), "c")
ADD: Final = letter("add_officer", say("Add"), say("Put an appraiser on the list"), "t")
SHARE: Final = letter("share", say("Give share"), say("Give units and rows to appraise"), "g")
BAR: Final = letter("bar", say("Bar"), say("Note a unit that they may not appraise"), "x")
_BAR: Final = 6
_YES: Final = "x"
Take = Callable[[Typed], None]


class OfficersScreen(RoundScreen[Work]):
    """A line for each officer; the panel tells of shares and bars."""

    OFFERS = (WRITE, JOIN, DIFFERING, HAND_ON, ADD, SHARE, BAR, FIND_LINE, BACK, *PROGRAM)
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
        how = _("T puts an appraiser on the list, G gives a share.")
        return Listing(lines(self._nobodys(), columns.head), found, f"{nothing} {how}")

    def _nobodys(self) -> Content:
        left = len(nobodys(self.view))
        if not left:
            return plain("")
        words = say(
            "Rows in nobody's share, so that only a lead decides: {count:count}.", count=left
        )
        return plain((render(words), "$text-warning"))

    def _line(self, columns: Columns, one: Work) -> Content:
        officer, every = one.officer, len(one.cells)
        share = one.done / every if every else 0.0
        style = "$text-success" if every and not one.left else "$text-accent"
        told = "; ".join(share_words(self.view.round, each) for each in officer.shares)
        return columns.line(
            (
                officer.name,
                (_("lead") if officer.is_lead else "", "$text-accent"),
                officer.office,
                told or ("–", MUTED),
                thin_bar(share, _BAR, style, ascii_only=self.is_ascii) if every else plain(""),
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
        self.ask(PathPrompt(title, words, start, make), self._written)

    def _written(self, path: Path) -> None:
        self.say_done(render(say("Written: {path}", path=path.name)))

    def _give(self, officer: Officer, path: Path) -> Path:
        self.desk.reread()
        target = files.new_file(parts.share_name(self.view.round, officer.id), path)
        given = parts.give(self.view, officer.id, target, self.change())
        self.warn(given.unnoted)
        return target

    def _send(self, path: Path) -> Path:
        def place(name: str) -> Path:
            return files.new_file(name, path)

        return part_desk.send(self.desk.folder, place, now=self.now()).path

    def action_join_files(self) -> None:
        """Join what officers sent."""
        self.parself.show("round_joining:JoiningScreen", self.desk)

    def action_differing(self) -> None:
        """Show where decisions differ."""
        self.parself.show("round_differing:DifferingScreen", self.desk)

    def action_hand_on(self) -> None:
        """Ask who takes what is left of the highlighted officer's share, and why."""
        if self.here is None:
            return
        giver = self.here.officer
        others = ", ".join(one.id for one in self.view.round.officers if one.id != giver.id)
        fields = (
            SheetLine("to", _("To (id)"), hint=others),
            *self._narrowing(),
            SheetLine("why", _("Reason")),
        )

        def take(typed: Typed) -> None:
            to, only = typed["to"].strip(), _share(typed)
            round_, left = sharing.hand_on(
                self.desk.folder, giver.id, to, only, self.change(typed["why"])
            )
            words = render(say("Rows handed on: {count:count}.", count=len(left)))
            self.changed(words, round_.trouble)

        title = render(say("What is left of {name} to another one", name=giver.name))
        words = _("What is decided stays with the first.")
        self._fill(title, words, fields, take)

    def action_add_officer(self) -> None:
        """Ask for an officer's id, name, office, login, and whether they lead."""
        fields = (
            SheetLine("id", _("Id"), hint="so-tu-phap"),
            SheetLine("name", _("Name"), hint="Sở Tư pháp"),
            SheetLine("office", _("Office")),
            SheetLine("login", _("Login here")),
            SheetLine("lead", _("Lead"), hint=_("x: decides where others differ")),
        )

        def take(typed: Typed) -> None:
            officer = Officer(
                typed["id"].strip(),
                typed["name"].strip() or typed["id"].strip(),
                typed["office"],
                typed["login"],
                typed["lead"].strip().casefold() == _YES,
            )
            round_ = sharing.add(self.desk.folder, officer, self.change())
            self.changed(render(say("On the list: {name}.", name=officer.name)), round_.trouble)

        words = _("An id that is on the list already: the officer is changed.")
        self._fill(_("Add an appraiser"), words, fields, take)

    def action_share(self) -> None:
        """Ask which units and rows the highlighted officer appraises."""
        if self.here is None:
            return
        officer = self.here.officer
        second = SheetLine("second", _("Second look"), hint=_("x: only what is drawn for it"))

        def take(typed: Typed) -> None:
            is_second = typed["second"].strip().casefold() == _YES
            round_ = sharing.share(
                self.desk.folder, officer.id, _share(typed), self.change(), second=is_second
            )
            self.changed(_("Share given."), round_.trouble)

        words = _("It stands beside the shares they have.")
        self._fill(officer.name, words, (*self._narrowing(), second), take)

    def action_bar(self) -> None:
        """Ask which unit the highlighted officer may not appraise, and why."""
        if self.here is None:
            return
        officer = self.here.officer
        fields = (SheetLine("unit", _("Unit"), hint=self._codes()), SheetLine("why", _("Reason")))

        def take(typed: Typed) -> None:
            unit, change = typed["unit"].strip(), self.change(typed["why"])
            round_ = sharing.bar(self.desk.folder, officer.id, unit, change)
            self.changed(_("Noted; it is refused at every door."), round_.trouble)

        self._fill(officer.name, _("A unit that they may not appraise."), fields, take)

    def _fill(self, title: str, words: str, fields: tuple[SheetLine, ...], take: Take) -> None:
        self.ask(SheetScreen(title, words, fields, take), lambda _done: None)

    def _codes(self) -> str:
        return ", ".join(one.code for one in self.view.round.roster.units)

    def _narrowing(self) -> Iterator[SheetLine]:
        """Yield the lines for units and rows; a hint shows what may stand there."""
        areas = ", ".join(area.id for area in self.view.round.rubric.areas)
        yield SheetLine(
            "units", _("Units"), hint=render(say("empty: all; {codes}", codes=self._codes()))
        )
        yield SheetLine("rows", _("Rows"), hint=render(say("empty: all; {codes}", codes=areas)))


def _share(typed: Typed) -> Share:
    """Return the share that was typed: ids between commas or blanks."""
    units, rows = (tuple(typed[key].replace(",", " ").split()) for key in ("units", "rows"))
    return Share(units, rows)
