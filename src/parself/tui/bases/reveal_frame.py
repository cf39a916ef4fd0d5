"""What the room is shown next, asked before it is shown: the trainer's board and the wall do it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from parself.desk.class_desk import ClassDesk
from parself.errors import Message, say
from parself.i18n import _, render
from parself.tui.bases.sitting_screen import SittingScreen
from parself.workshop.collected import Stage

_ASKED: Final[Mapping[Stage, Message]] = {
    Stage.ANSWERS: say("Reveal the answers of round {round:none}?"),
    Stage.KEY: say("Reveal the key?"),
}


class RevealFrame(SittingScreen):
    """A screen on which steps of a session are revealed and taken back."""

    desk: ClassDesk

    def action_reveal(self) -> None:
        """Ask, and reveal the next step; say why where there is none."""
        with self.telling():
            step = self.desk.upcoming
            words = [_("Everybody in the room will see it. It can be taken back with Z.")]
            if self.desk.spoils_second:
                words.append(
                    _("Nobody has handed in for round 2: with the key told it has no use.")
                )
            title = render(Message(_ASKED[step.stage].id, {"round": step.round}))
            self.confirm(title, "\n".join(words), _("Reveal"), self._reveal)

    def _reveal(self) -> None:
        self.desk.reveal(None, None, datetime.now())
        self.revealed()

    def revealed(self) -> None:
        """Show what was revealed just now."""

    def action_hide(self) -> None:
        """Take the last revealed step back."""
        with self.telling():
            self.desk.undo(datetime.now())
        self.refresh_view()
