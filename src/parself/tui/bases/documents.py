"""Opening a document of proof: only from the checked copy, only of a kind that evidence may be."""

from parself.assessment.model import Document
from parself.errors import say
from parself.i18n import render
from parself.tui.bases.round_screen import RoundFrame
from parself.tui.outside import open_folder


class DocumentsFrame(RoundFrame):
    """A screen from which documents are opened."""

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
