"""Appeals decided on the screen: refused, granted, withdrawn, and taken back, each with a reason.

They are decided while the results are published and the scores closed: no command of these is kept
back by that.
"""

from collections.abc import Callable
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.numerals import read_decimal
from parself.province import appealing
from parself.province.appealing import Done, Meant
from parself.province.appeals import Appealed
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.prompt import ReasonPrompt
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.words.appeal_words import decided_words, who_words
from parself.words.result_words import lowering_words

GRANT: Final = letter("grant", say("Grant"), say("Grant the appeal: points and the reason"), "s")
REFUSE: Final = letter("refuse", say("Refuse"), say("Refuse the appeal, with the reason"), "k")
WITHDRAW: Final = letter("withdraw", say("Withdrawn"), say("The unit withdraws its appeal"), "u")
UNDECIDE: Final = letter(
    "undecide", say("Take back"), say("Take the decision on the appeal back"), "z"
)
DECIDING: Final = (GRANT, REFUSE, WITHDRAW, UNDECIDE)


class AppealFrame(RoundFrame):
    """A screen on which an appeal is decided. A subclass says which one stands here."""

    @property
    def appealed(self) -> Appealed | None:
        """The appeal that is decided."""
        raise NotImplementedError

    def action_grant(self) -> None:
        """Ask for points and the reason."""
        one = self._open_one()
        if one is None:
            return

        measure = self.view.round.rubric.rows[one.appeal.row].measure

        def take(typed: Typed) -> None:
            given = read_decimal(typed["points"])
            is_figure = bool(measure.own_key)
            points, figure = (None, given) if is_figure else (given, None)
            self._decide(one, Meant(points, typed["why"], figure))

        label = _("Figure that counts") if measure.own_key else _("Points")
        fields = (SheetLine("points", label), SheetLine("why", _("Reason")))
        title, words = _("Grant the appeal?"), self._about(one)
        window = SheetScreen(title, words, fields, take, checks={"points": read_decimal})
        self._confirm_late(one, lambda: self.ask(window, lambda _done: None))

    def action_refuse(self) -> None:
        """Ask for the reason."""
        one = self._open_one()
        if one is None:
            return
        window = ReasonPrompt(_("Refuse the appeal?"), self._about(one))

        def take(why: str) -> None:
            self._decide(one, Meant(None, why))

        self._confirm_late(one, lambda: self.ask(window, take))

    def action_withdraw(self) -> None:
        """Ask for the reason, and note that the unit does not uphold it."""
        one = self._open_one()
        if one is not None:
            window = ReasonPrompt(_("Does the unit withdraw its appeal?"), self._about(one))
            self.ask(window, lambda why: self._end(appealing.withdraw, one, why))

    def action_undecide(self) -> None:
        """Ask for the reason, and take the decision back."""
        one = self.appealed
        if one is None or one.ruling is None:
            self.say_why(_("There is no decision on an appeal here."))
            return
        window = ReasonPrompt(_("Take the decision back?"), self._about(one))
        self.ask(window, lambda why: self._end(appealing.take_back, one, why))

    def _open_one(self) -> Appealed | None:
        one = self.appealed
        if one is None or not one.waits:
            self.say_why(_("There is no appeal here that waits for a decision."))
            return None
        return one

    def _about(self, one: Appealed) -> str:
        appeal = one.appeal
        title = f"{self.unit_name(appeal.unit)} · {appeal.row}"
        said = say("Published: {points:points}. {text}", points=appeal.points, text=appeal.text)
        told = (
            title,
            render(said),
            who_words(self.view, one),
            lowering_words(may_lower=self.view.round.settings.appeals_may_lower),
        )
        return "\n".join(filter(None, told))

    def _confirm_late(self, one: Appealed, go_on: Callable[[], object]) -> None:
        """Ask once more where the appeal came late; then do what was meant."""
        if not one.is_late:
            go_on()
            return
        choices = (("back", _("Leave it")), ("decide", _("Decide despite that")))
        title = _("The appeal came after the last day.")

        def take(chosen: str) -> None:
            if chosen == "decide":
                go_on()

        self.ask(AskScreen(title, self._about(one), choices), take)

    def _decide(self, one: Appealed, meant: Meant) -> None:
        done = appealing.decide(
            self.desk.folder, one.appeal.unit, one.appeal.row, meant, self.change(), despite=True
        )
        self._done(done)

    def _end(self, act: Callable[..., Done], one: Appealed, why: str) -> None:
        with self.telling():
            change = self.change(why)
            self._done(act(self.desk.folder, one.appeal.unit, one.appeal.row, change))

    def _done(self, done: Done) -> None:
        self.changed(" ".join(decided_words(done.view, done.one)), done.view.round.trouble)
        self.refresh_view()
