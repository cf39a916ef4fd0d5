"""The last act of a round taken back on the screen: it is named first, then asked."""

from typing import Final

from parself.errors import say
from parself.i18n import _
from parself.province import undoing
from parself.province.undoing import RoundAct
from parself.province.work import logged_in
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import changing
from parself.words.round_words import act_words, taken_back_words

_ABOUT: Final = say("Take the last landing, import or joining back")
UNDO: Final = changing("undo", say("Take back"), _ABOUT, "z")
UNDO_ACT: Final = changing("undo", say("Undo last"), _ABOUT, "u")
"""Where Z takes decisions back."""


class UndoFrame(RoundFrame):
    """A screen on which the last act of the round is taken back."""

    def action_undo(self) -> None:
        """Name the last act and ask, then take it back."""
        with self.telling():
            act = undoing.last_act(self.desk.folder)
            if act is None:
                self.say_done(_("There is nothing left to take back."))
                return
            undoing.require_allowed(self.view.round, act, logged_in(), self.now())
            title = _("Take this back?")
            words = f"{act_words(self.view.round, act)}\n{_('It stays in the ledger.')}"
            self.confirm(title, words, _("Take back"), lambda: self._undo(act))

    def _undo(self, act: RoundAct) -> None:
        done = undoing.take_back(self.desk.folder, act=act.id, who=logged_in(), now=self.now())
        self.forget()
        self.changed(taken_back_words(done), done.round.trouble)

    def forget(self) -> None:
        """Put away what is shown of the act; a screen that shows the round has nothing to do."""
