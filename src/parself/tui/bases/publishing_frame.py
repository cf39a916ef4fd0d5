"""The results of a round published on the screen: seen first, confirmed, then done."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province import publishing, putting_in
from parself.province.correction import Correction
from parself.province.snapshot import Snapshot
from parself.tui.bases.closing_frame import ClosingFrame
from parself.tui.commands import letter
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.words.correction_words import correction_words, move_lines, untold_words
from parself.words.planned_words import granted_words, naming_words, planned_words
from parself.words.publication_words import (
    content_words,
    place_words,
    publication_words,
    tie_words,
)

PUBLISH: Final = letter(
    "publish", say("Publish"), say("Publish the results of the closed round"), "b"
)
CORRECT: Final = letter(
    "correct", say("Correct"), say("Publish what was granted as a correction"), "b"
)
HIDE: Final = letter(
    "hide", say("Hide places"), say("All that tells the order off the screen"), "i"
)


class PublishingFrame(ClosingFrame):
    """A screen on which results are published, and places hidden until then."""

    def action_publish(self) -> None:
        """Show what would be published, and publish it once that is confirmed.

        Where something granted on appeal waits, it is the correction that publishes it.
        """
        with self.telling():
            if putting_in.waiting(self.view):
                self.action_correct()
                return
            publishing.require_publishable(self.view)
            found = publishing.snapshot(self.view, self.change())
            told = () if self.hides_places else (*tie_words(found), *place_words(found))
            said = [*content_words(found), *(f"• {one}" for one in told)]
            said += self._told_moves(publishing.corrected(self.view.round, found), found)
            said += naming_words(self.view, publishing.named(self.view, found))
            title = say("Publish, no. {number:none}?", number=found.number)
            self._ask_publishing(render(title), said, self._publish)

    def action_correct(self) -> None:
        """Show what a correction by granted appeals does, and do it once that is confirmed."""
        with self.telling():
            plan = putting_in.planned(self.view, self.change())
            said = [f"• {one}" for one in granted_words(self.view, plan)]
            said += planned_words(self.view, plan)
            said += self._told_moves(plan.moves, None)
            number = len(self.view.round.publications) + 1
            title = say("Correct by what was granted, no. {number:none}?", number=number)
            self._ask_publishing(render(title), said, self._correct)

    def _told_moves(self, moves: Correction | None, found: Snapshot | None) -> Iterator[str]:
        """Yield what a publication moves; while places are hidden only how much."""
        if moves is None:
            yield from filter(None, [untold_words(self.view.round, found)] if found else [])
        else:
            yield from correction_words(moves) if self.hides_places else moves_text(moves)

    def _ask_publishing(
        self, title: str, said: Sequence[str], take: Callable[[Typed], None]
    ) -> None:
        lines = (
            SheetLine("decision", _("Decision, by number"), hint=_("blank until it is signed")),
            SheetLine("why", _("Reason")),
        )
        window = SheetScreen(title, "\n".join(said), lines, take, self._question)
        self.ask(window, lambda _done: self._offer())

    @staticmethod
    def _question(_typed: Typed) -> str:
        return _("What is published cannot be taken back; a correction is a new number. Publish?")

    def _publish(self, typed: Typed) -> None:
        # What the reasons name was shown before.
        change, decision = self.change(typed["why"]), typed["decision"]
        round_ = publishing.publish(self.desk.folder, change, decision, anyway=True)
        self.changed(publication_words(round_.publications[-1]), round_.trouble)

    def _correct(self, typed: Typed) -> None:
        # What speaks against it was shown before.
        change, decision = self.change(typed["why"]), typed["decision"]
        round_ = putting_in.correct(self.desk.folder, change, decision, despite=True).round
        self.changed(publication_words(round_.publications[-1]), round_.trouble)

    def _offer(self) -> None:
        """Offer to send the new results of the units that a correction moves, if it moves any."""
        round_ = self.view.round
        moves = publishing.corrected(round_, publishing.read(round_))
        if moves is None or not moves.units:
            return
        title = say("Send new results to {count} units?", count=len(moves.units))
        self.confirm(
            render(title),
            "\n".join(moves_text(moves)),
            _("Results for the units"),
            lambda: self.parself.show("round_returns:ReturnsScreen", self.desk),
        )

    def action_hide(self) -> None:
        """Take all that tells the order of the units off the screen, or show it again."""
        if self.view.round.publication is not None:
            self.say_why(_("The places are published: there is nothing to hide."))
            return
        self.desk.hides_places = not self.desk.hides_places
        self.refresh_view()
        self.say_done(_("Places hidden.") if self.desk.hides_places else _("Places shown."))


def moves_text(found: Correction) -> Iterator[str]:
    """Yield what a correction moves: a line for each unit, and for each of its rows."""
    marks = ("", "• ", "   ")
    yield from (f"{marks[deep]}{words}" for deep, words in move_lines(found))
