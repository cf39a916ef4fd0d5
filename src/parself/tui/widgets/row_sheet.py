"""The sheet of one row: fields, derivation, proof, texts and guidance, one below another.

It is built once and shows row after row. The cursor moves in it from field to field with the
arrows. The form in it (`parself.tui.widgets.form`) posts what is typed.
"""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from parself.i18n import _
from parself.rubric import model as m
from parself.tui.widgets.colours import MUTED
from parself.tui.widgets.form import Form
from parself.tui.widgets.plain import Below, Beside, Pane, plain
from parself.tui.widgets.row_fields import Sheet
from parself.tui.widgets.row_texts import (
    citation_lines,
    derivation_lines,
    guidance_lines,
    result_lines,
)
from parself.tui.widgets.typing import EdgeReached, VnTextArea
from parself.view.view import View
from parself.words.signs import Signs


class TextLine(Beside):
    """A label and a text of several lines."""

    DEFAULT_CSS = """
    TextLine {
        height: auto;
        .label { width: 14; padding: 0 1 0 2; }
        VnTextArea, VnTextArea:focus {
            width: 1fr;
            height: auto;
            max-height: 5;
            border: none;
            padding: 0;
        }
    }
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def compose(self) -> ComposeResult:
        """Make label and text."""
        yield Pane(classes="label")
        yield VnTextArea(id=self.key)

    def show(self, label: str, text: str) -> None:
        """Show the text, unless it is being typed and is the same."""
        self.query_one(Pane).present(plain((label, MUTED)))
        area = self.query_one(VnTextArea)
        if area.text != text:
            with area.prevent(TextArea.Changed):
                area.load_text(text)
                area.move_cursor(area.document.end)


class RowSheet(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls to the field that has the cursor; other keys are left to the screen."""

    DEFAULT_CSS = """
    RowSheet {
        width: 1fr;
        padding: 0 1;
        #row { height: auto; }
        #derivation { height: auto; margin-top: 1; }
        #proof, #grounds { height: auto; }
        #result { height: auto; margin-bottom: 1; }
        #derivation .label, #proof .label, #result .label { width: 14; padding: 0 1 0 2; }
        #steps, #citations, #concluded { width: 1fr; height: auto; padding: 0 1 0 0; }
        #guidance { height: auto; margin-top: 1; padding: 0 2; color: $foreground 87%; }
    }
    """

    def __init__(self, fields: Sheet) -> None:
        super().__init__(id="sheet")
        self._first = fields

    def compose(self) -> ComposeResult:
        """Make the frame once; rows are shown in it."""
        with Below(id="row"):
            with Beside(id="result"):
                yield Pane(classes="label")
                yield Pane(id="concluded")
            yield Form(self._first)
            with Beside(id="derivation"):
                yield Pane(classes="label")
                yield Pane(id="steps")
            with Below(id="grounds"):
                with Beside(id="proof"):
                    yield Pane(classes="label")
                    yield Pane(id="citations")
                yield TextLine("explanation")
                yield TextLine("note")
            yield Pane(id="guidance")

    def on_mount(self) -> None:
        """Give the frames their titles."""
        titles = (
            ("derivation", _("Derivation")),
            ("grounds", _("Proof")),
            ("guidance", _("Guidance")),
        )
        for part, title in titles:
            self.query_one(f"#{part}").border_title = plain(title)

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one(Form)

    def show(self, view: View, row: m.Row, today: date, *, signs: Signs) -> None:
        """Show what stands around the fields of a row."""
        answer = view.assessment.answer(row.id)
        concluded = result_lines(view, row)
        self.query_one("#result").display = concluded is not None
        if concluded is not None:
            self._present("#result .label", plain((_("Appraisal"), MUTED)))
            self._present("#concluded", concluded)
        self._present("#derivation .label", plain((_("Derivation"), MUTED)))
        self._present("#steps", derivation_lines(view, row, today, signs=signs))
        self._present("#proof .label", plain((_("Proof"), MUTED)))
        self._present("#citations", citation_lines(view, row))
        explanation, note = self.query_one("#grounds").query_children(TextLine)
        is_group = view.assessment.group is not None
        explanation.show(_("Reason") if is_group else _("Explanation"), answer.explanation)
        note.show(_("Note"), answer.note)
        self._present("#guidance", guidance_lines(view.rubric, row))

    def _present(self, place: str, content: Content) -> None:
        self.query_one(place, Pane).present(content)

    def move(self, by: int) -> None:
        """Move the cursor to the field or text above or below."""
        texts: list[Widget] = list(self.query(VnTextArea))
        here = self.screen.focused
        place = texts.index(here) + by if here in texts else 0
        if here not in texts:
            if not self.form.move(here, by) and by > 0:
                texts[0].focus()
        elif place < 0:
            self.form.focus_at(-1)
        elif place < len(texts):
            texts[place].focus()

    def write_reason(self) -> None:
        """Put the cursor into the explanation."""
        self.query_one("#explanation", VnTextArea).focus()

    @on(EdgeReached)
    def _edge_reached(self, event: EdgeReached) -> None:
        self.move(event.by)
