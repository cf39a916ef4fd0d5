"""The hand-ins of a unit side by side: what each changes, and which one counts."""

from datetime import date
from typing import Final

from textual.content import Content

from parself.desk.round_desk import RoundDesk
from parself.errors import UsageError, say
from parself.i18n import _, render
from parself.numerals import show_date
from parself.province import codes, receiving
from parself.province.correcting import between
from parself.province.record import Received
from parself.province.timing import timing
from parself.province.work import logged_in
from parself.submission.code import Match
from parself.tui.bases.code_prompt import CODE, code_prompt
from parself.tui.bases.list_screen import Listing
from parself.tui.bases.round_screen import Heading, RoundScreen
from parself.tui.bases.undo_frame import UNDO, UndoFrame
from parself.tui.commands import BACK, PROGRAM, bindings, changing
from parself.tui.dialogs.prompt import ReasonPrompt
from parself.tui.widgets.board import points
from parself.tui.widgets.colours import DONE, MUTED, UNPROVED, WRONG
from parself.tui.widgets.columns import Col, Columns
from parself.tui.widgets.panel import Panel
from parself.tui.widgets.plain import lines, plain
from parself.tui.widgets.rows import ListLine
from parself.words.landing_words import code_problem, correction_words
from parself.words.retelling import changes_sentence

CHOOSE: Final = changing("open", say("Pick"), say("Let this hand-in count"))
_DIGEST: Final = 8


class HandInsScreen(RoundScreen[Received], UndoFrame):
    """A line for each hand-in that came; the panel says what it changes."""

    OFFERS = (CHOOSE, CODE, UNDO, BACK, *PROGRAM)
    BINDINGS = bindings(OFFERS)
    HAS_PANEL = True

    def __init__(self, desk: RoundDesk, unit: str) -> None:
        super().__init__(desk)
        self._unit = unit

    def on_mount(self) -> None:
        """Begin at the hand-in that counts."""
        super().on_mount()
        counts = self.view.round.counting(self._unit)
        if counts is not None:
            self.rows.go_to(counts.digest)

    def heading(self) -> Heading:
        """Return whose hand-ins they are."""
        record = self.view.round.units.get(self._unit)
        count = len(record.received) if record else 0
        total = render(say("{count} hand-ins", count=count))
        return Heading((_("Hand-ins"), self.unit_name(self._unit)), total)

    def listing(self) -> Listing:
        """Return the hand-ins, the one that counts marked."""
        record = self.view.round.units.get(self._unit)
        received = sorted(record.received if record else (), key=_came)
        counts = self.view.round.counting(self._unit)
        columns = Columns(
            (
                Col(_("number"), 4, right=True),
                Col(_("digest"), _DIGEST),
                Col(_("arrived"), 10),
                Col(_("letter"), 21, grows=1),
                Col(_("claimed"), 7, right=True),
                Col(_("code"), 4),
                Col("", 9),
            ),
            self.room,
        )
        shown = [
            ListLine(self._line(columns, one, one == counts), one, one.digest) for one in received
        ]
        words = _("Two differ under one number: choose the one that the unit signed.")
        differs = counts is None or (record is not None and record.diverging_replies)
        told = plain((words, WRONG)) if received and differs else self._chosen()
        return Listing(lines(told, columns.head), shown, _("Nothing received."))

    def _chosen(self) -> Content:
        record = self.view.round.units.get(self._unit)
        reasons = (record.reason, record.reply_reason) if record else ()
        reason = "; ".join(one for one in reasons if one)
        return plain((render(say("Chosen: {reason}", reason=reason)) if reason else "", MUTED))

    def _state(self, one: Received, *, counts: bool) -> tuple[str, str]:
        if counts:
            return _("counts"), DONE
        record = self.view.round.units.get(self._unit)
        if one == self.view.round.reply(self._unit) or (record and record.reply == one.digest):
            return _("reply"), DONE
        when = timing(self.view.round, self._unit, one.digest)
        return (_("late"), UNPROVED) if when is not None and when.days_late else ("", "")

    def _line(self, columns: Columns, one: Received, counts: bool) -> Content:
        day = "" if one.letter is None else show_date(one.letter)
        return columns.line(
            (
                str(one.sequence),
                one.digest[:_DIGEST],
                "–" if one.arrived is None else show_date(one.arrived),
                f"{one.letter_number} {day}".strip() or "–",
                points(one.points),
                (_("right"), DONE) if one.code else "–",
                self._state(one, counts=counts),
            )
        )

    def tell_of(self, one: Received, panel: Panel) -> None:
        """Show what the hand-in changes against the other one that matters."""
        other = self._other(one)
        title = render(say("Hand-in {number:none}", number=one.sequence))
        if other is None:
            panel.show(title, plain(_("There is no other hand-in to compare with.")))
            return
        with self.telling():
            found = between(self.view.round, other, one)
            unit = self.view.round.roster.unit(self._unit)
            told = [plain((render(changes_sentence(found)), "bold"))]
            if unit is not None:
                told += map(plain, correction_words(self.view.round.rubric, found, unit))
            name = f"{other.sequence} · {other.digest[:_DIGEST]}"
            panel.show(title, lines(*told), render(say("against {other}", other=name)))

    def _other(self, one: Received) -> Received | None:
        """Return what a hand-in is compared with.

        Its twin, else the one that counts, else one that came before it, else one after it.
        """
        counts = self.view.round.counting(self._unit)
        others = [each for each in self.view.round.units[self._unit].received if each != one]
        twins = [each for each in others if each.sequence == one.sequence]
        before = [each for each in others if each.sequence < one.sequence]
        counting = [] if counts is None or counts == one else [counts]
        return next(iter((*twins, *counting, *reversed(before), *others)), None)

    def action_code(self) -> None:
        """Ask for the code that stands on the signed paper of the highlighted hand-in."""
        one = self.here
        if one is None:
            return

        def compare(typed: str) -> None:
            folder, name = self.desk.folder, one.digest
            round_, match = codes.compare(
                folder, self._unit, name, typed, who=logged_in(), now=self.now()
            )
            is_other = match is Match.OTHER_FILE
            owner = codes.owner(round_, self._unit, name, typed) if is_other else None
            problem = code_problem(match, "", owner)
            if problem is not None:
                raise UsageError(problem)
            self.changed(_("The code on the paper is this file's."), round_.trouble)

        number = render(say("Hand-in {number:none}", number=one.sequence))
        named = f"{self.unit_name(self._unit)}, {number.lower()}"
        self.ask(code_prompt(named, compare), lambda _typed: None)

    def take(self, one: Received) -> None:
        """Ask for the reason, then let the hand-in count."""
        title = render(say("Let hand-in {number:none} count", number=one.sequence))
        told = say(
            "{digest}, arrived {day}, {points} points.",
            digest=one.digest[:_DIGEST],
            day="–" if one.arrived is None else show_date(one.arrived),
            points=points(one.points),
        )
        words = f"{render(told)}\n{_('Why this one; it is kept in the ledger.')}"
        prompt = ReasonPrompt(title, words)
        self.ask(prompt, lambda reason: self._choose(one, reason))

    def _choose(self, one: Received, reason: str) -> None:
        receiving.choose(
            self.desk.folder,
            self._unit,
            one.digest,
            reason=reason,
            who=logged_in(),
            now=self.now(),
        )
        self.desk.reread()
        self.say_done(_("Chosen. Z takes it back."))


def _came(one: Received) -> tuple[date, int]:
    """Return by what hand-ins are sorted: the day on which they came, then their number."""
    return one.day or date.min, one.sequence
