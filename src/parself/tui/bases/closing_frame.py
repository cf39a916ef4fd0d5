"""The scores of a round closed on the screen, and the round reopened: both with a reason."""

from collections.abc import Callable
from typing import Final

from parself.errors import say
from parself.i18n import _
from parself.province import stages
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import letter
from parself.tui.dialogs.sheet import SheetLine, SheetScreen, Typed
from parself.words.stage_words import closed_words, left_words

CLOSE: Final = letter("close", say("Close scores"), say("Close the scores, or reopen them"), "c")


class ClosingFrame(RoundFrame):
    """A screen on which the scores are closed and reopened."""

    def action_close(self) -> None:
        """Name what is not finished and ask for the reason, then close; or else reopen."""
        if self.view.round.closed is None:
            self._close()
        else:
            self._reopen(closed_words(self.view.round.closed))

    def _close(self) -> None:
        left = list(left_words(stages.in_the_way(self.view, self.today())))
        said = [_("Not finished:"), *(f"• {one}" for one in left)] if left else []
        said.append(_("From then on nothing of the round changes until it is reopened."))

        def take(typed: Typed) -> None:
            # What is not finished stands above the reason: giving one means despite it.
            round_ = stages.close(self.desk.folder, self.change(typed["why"]), despite=True)
            self.changed(_("The scores are closed."), round_.trouble)

        self._ask(_("Close the scores?"), "\n".join(said), take)

    def _reopen(self, words: str) -> None:
        def take(typed: Typed) -> None:
            round_ = stages.reopen(self.desk.folder, self.change(typed["why"]))
            self.changed(_("Reopened: the round can be changed again."), round_.trouble)

        said = f"{words}\n{_('Reopened, all of it can be changed; the ledger keeps both.')}"
        self._ask(_("Reopen the round?"), said, take)

    def _ask(self, title: str, words: str, take: Callable[[Typed], None]) -> None:
        sheet = SheetScreen(title, words, (SheetLine("why", _("Reason")),), take)
        self.ask(sheet, lambda _done: None)
