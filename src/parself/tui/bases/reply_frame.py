"""Replying to the appraisal of a row, wherever it is shown: agree, disagree with the reason."""

from collections.abc import Callable, Mapping

from parself.desk import answering
from parself.i18n import _
from parself.returns.model import Ruling
from parself.text import sentence_case
from parself.tui.bases.desk_screen import DeskScreen
from parself.view.result import ResultRow, result_row
from parself.words.reply_words import points_words, reason_words, ruling_words


class ReplyFrame(DeskScreen):
    """A screen on which rows are replied to."""

    def asked_row(self, row_id: str) -> ResultRow | None:
        """Return what the result says of a row that is replied to; tell where there is no reply."""
        if self.parself.scenario_name:
            words = _("Not in a scenario: go back to the truth first (Ctrl+T).")
            self.notify(words, severity="warning", timeout=8)
            return None
        found = result_row(self.desk.view, row_id)
        if found is None or not (found.is_asked or found.may_appeal):
            self.notify(_("This row is not to be replied to."), timeout=5)
            return None
        return found

    def ask_reply(self, one: ResultRow) -> None:
        """Ask whether the unit agrees."""
        from parself.tui.dialogs.ask import AskScreen

        choices = [("agree", _("Agree")), ("disagree", _("Disagree, and say why"))]
        choices += [("back", _("Take the reply back"))] if one.reply else []
        does: Mapping[str, Callable[[], None]] = {
            "agree": lambda: self.agree(one, self.refresh_view),
            "disagree": lambda: self.disagree(one, self.refresh_view),
            "back": lambda: self.take_reply_back(one),
        }
        told = "\n".join(filter(None, (points_words(one.said), reason_words(one.said))))
        title = f"{one.row.id} {sentence_case(ruling_words(one.said.ruling))}"
        self.ask(AskScreen(title, told, choices), lambda chosen: does[chosen]())

    def agree(self, one: ResultRow, then: Callable[[], None]) -> None:
        """Agree; where the province asks, with an explanation; over a written objection, asked."""
        if one.said.ruling is Ruling.ASKED:
            self._explain(one, then, agrees=True)
        elif one.reply is not None and not one.reply.agrees and one.reply.explanation:
            title = _("Agree instead? What was written to disagree is taken out.")
            said = one.reply.explanation
            self.confirm(title, said, _("Agree"), lambda: self._agree(one, then))
        else:
            self._agree(one, then)

    def _agree(self, one: ResultRow, then: Callable[[], None]) -> None:
        with self.telling():
            answering.reply(self.desk, one.row.id, True, "")
            then()

    def disagree(self, one: ResultRow, then: Callable[[], None]) -> None:
        """Disagree, with the reason."""
        self._explain(one, then, agrees=False)

    def take_reply_back(self, one: ResultRow) -> None:
        """Take the reply to a row back."""
        with self.telling():
            answering.take_back(self.desk, one.row.id)
        self.refresh_view()

    def _explain(self, one: ResultRow, then: Callable[[], None], *, agrees: bool) -> None:
        from parself.tui.dialogs.prompt import PromptScreen

        how = _("The province reads it. Empty, where new evidence was added to the row (F4).")
        title = _("Agrees: explanation") if agrees else _("Disagrees: explanation")
        if one.may_appeal:
            how, title = _("What the unit argues; the province reads it."), _("Appeal")
        told = "\n".join(
            filter(None, (f"{one.row.id} {one.row.title}", reason_words(one.said), how))
        )
        window = PromptScreen(
            title,
            told,
            one.reply.explanation if one.reply else "",
            replace=False,
            act=lambda typed: answering.reply(self.desk, one.row.id, agrees, typed),
        )
        self.ask(window, lambda _typed: then())
