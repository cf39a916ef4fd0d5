"""The results of a round published on the screen: seen first, confirmed, then done."""

from collections.abc import Iterator
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province import publishing
from parself.province.correction import Correction
from parself.tui.bases.closing_frame import ClosingFrame
from parself.tui.commands import letter
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.words.correction_words import correction_words, moved_words, row_words, untold_words
from parself.words.publication_words import (
    content_words,
    place_words,
    publication_words,
    tie_words,
)

PUBLISH: Final = letter(
    "publish", say("Publish"), say("Publish the results of the closed round"), "b"
)
HIDE: Final = letter(
    "hide", say("Hide places"), say("All that tells the order off the screen"), "i"
)


class PublishingFrame(ClosingFrame):
    """A screen on which results are published, and places hidden until then."""

    def action_publish(self) -> None:
        """Show what would be published, and publish it once that is confirmed."""
        with self.telling():
            publishing.require_publishable(self.view)
            found = publishing.snapshot(self.view, self.change())
            told = () if self.hides_places else (*tie_words(found), *place_words(found))
            said = [*content_words(found), *(f"• {one}" for one in told)]
            moves = publishing.corrected(self.view.round, found)
            if moves is None:
                said += filter(None, [untold_words(self.view.round, found)])
            else:
                said += correction_words(moves) if self.hides_places else _moves(moves)
            lines = (
                SheetLine("decision", _("Decision, by number"), hint=_("blank until it is signed")),
                SheetLine("why", _("Reason")),
            )
            title = render(say("Publish, no. {number:none}?", number=found.number))
            self.ask(
                SheetScreen(title, "\n".join(said), lines, self._publish, self._question),
                lambda _done: self._offer(),
            )

    @staticmethod
    def _question(_typed: Typed) -> str:
        return _("What is published cannot be taken back; a correction is a new number. Publish?")

    def _publish(self, typed: Typed) -> None:
        change = self.change(typed["why"])
        round_ = publishing.publish(self.desk.folder, change, typed["decision"])
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
            "\n".join(_moves(moves)),
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


def _moves(found: Correction) -> Iterator[str]:
    """Yield what a correction moves: a line for each unit, and for each of its rows."""
    yield from correction_words(found)
    for one in found.units:
        yield f"• {moved_words(one)}"
        yield from (f"   {row_words(row)}" for row in one.rows)
