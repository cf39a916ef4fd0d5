"""Opening a document of proof: only from the checked copy, only of a kind that evidence may be."""

from collections.abc import Sequence
from typing import Final

from parself.assessment.model import Document
from parself.errors import say
from parself.i18n import _, render
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.commands import letter
from parself.tui.dialogs.ask import AskScreen
from parself.tui.outside import open_folder

DOCUMENT: Final = letter(
    "document", say("Document"), say("Open the document; of several, choose one"), "o"
)


class DocumentsFrame(RoundFrame):
    """A screen from which documents are opened. A subclass says which stand on it."""

    def documents(self) -> tuple[str, Sequence[Document]]:
        """Return whose documents they are, by code, and the documents in their order."""
        raise NotImplementedError

    def action_document(self) -> None:
        """Open the only document, or ask which; say where there is none."""
        unit, found = self.documents()
        if not found:
            self.say_why(_("No document is cited here."))
        elif len(found) == 1:
            self.open_document(unit, found[0])
        else:
            choices = [(str(at), one.called) for at, one in enumerate(found)]
            window = AskScreen(_("Open which document?"), "", choices)
            self.ask(window, lambda chosen: self.open_document(unit, found[int(chosen)]))

    def open_document(self, unit: str, document: Document) -> None:
        """Lay a document aside and open it; say why where it is not opened."""
        hand_in = self.hand_in(unit)
        if hand_in is None:
            return
        with self.telling():
            path = self.desk.take_out(hand_in, document)
            words = say("Opened: {document}", document=document.called)
            if not open_folder(path):
                words = say("No program to open it; it lies in {path}", path=str(path))
            self.say_done(render(words))
