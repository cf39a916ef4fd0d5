"""The scores of a round closed on the screen, and the round reopened: both with a reason."""

from collections.abc import Callable
from typing import Final

from parself.errors import say
from parself.i18n import _, render
from parself.province import stages
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.dialogs.prompt import ReasonPrompt
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

        self._ask(_("Close the scores?"), "\n".join(said), self._close_for)

    def _close_for(self, why: str) -> None:
        """Close for a reason; where something is not finished, only if that is said once more."""
        found = stages.in_the_way(self.view, self.today())
        if not found.count:
            self._write_closed(why)
            return
        title = render(
            say("Close although {count:count} things are not finished?", count=found.count)
        )
        choices = (("back", _("Do not close")), ("close", _("Close despite that")))
        words = "\n".join(f"• {one}" for one in left_words(found))
        # Keys pressed before the question was seen are no answer to it.
        self.parself.forget_keys()

        def take(chosen: str) -> None:
            if chosen == "close":
                self._write_closed(why)

        self.ask(AskScreen(title, words, choices), take)

    def _write_closed(self, why: str) -> None:
        round_ = stages.close(self.desk.folder, self.change(why), despite=True)
        self.changed(_("The scores are closed."), round_.trouble)

    def _reopen(self, words: str) -> None:
        def take(why: str) -> None:
            round_ = stages.reopen(self.desk.folder, self.change(why))
            self.changed(_("Reopened: the round can be changed again."), round_.trouble)

        said = f"{words}\n{_('Reopened, all of it can be changed; the ledger keeps both.')}"
        self._ask(_("Reopen the round?"), said, take)

    def _ask(self, title: str, words: str, take: Callable[[str], None]) -> None:
        self.ask(ReasonPrompt(title, words), take)
