"""What a group of a workshop can do on the question screen: one key opens all of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from parself.assessment.group import LAST_ROUND, Group
from parself.errors import Problem, RefusedError, UsageError, say
from parself.i18n import _, render
from parself.tui.bases.filling import FillingScreen
from parself.tui.commands import Command
from parself.tui.widgets.plain import lines, plain

if TYPE_CHECKING:
    from parself.workshop.exercise import Exercise

PRACTICE: Final = Command(
    "practice",
    say("Workshop"),
    say("Do not know, hint, why, the task, begin again, second turn"),
    "f10",
    "F10",
    in_group=True,
)
_GONE: Final = say("The exercise of this folder is gone.")
_ANEW: Final = say("Begin anew from the file that the trainer handed out.")
_CLOCK: Final = 20.0
"""Seconds after which the time that is left is shown anew."""

Choice = tuple[str, str, Callable[[], None]]


class GroupFrame(FillingScreen):
    """The question screen of a group; of any other folder it offers nothing more."""

    def watch_time(self) -> None:
        """Show the time as it passes."""
        if self.desk.assessment.group is not None:
            self.set_interval(_CLOCK, self.show_saved)

    def asks_for_reason(self) -> bool:
        """Say whether the present row is answered without the reason that a group gives."""
        is_group = self.desk.assessment.group is not None
        return is_group and not self.desk.assessment.answer(self.row.id).explanation.strip()

    def action_practice(self) -> None:
        """Offer what can be done at this row, and with the whole exercise."""
        group = self.desk.assessment.group
        if group is None:
            return
        with self.telling():
            self._offer(list(self._choices(group)))

    def _offer(self, choices: Sequence[Choice]) -> None:
        from parself.tui.dialogs.ask import AskScreen

        does = {name: act for name, _label, act in choices}
        row = self.row
        window = AskScreen(
            f"{row.id} {row.title}", "", [(name, label) for name, label, _act in choices]
        )
        self.ask(window, lambda chosen: does[chosen]())

    def _choices(self, group: Group) -> Iterator[Choice]:
        said = self.desk.assessment.says_unknown(self.row.id)
        yield (
            "unknown",
            _("Take “we do not know” back") if said else _("We do not know"),
            lambda: self._say_unknown(not said),
        )
        exercise = self.parself.exercise()
        if exercise is not None and exercise.hints.get(self.row.id):
            yield "hint", _("Hint"), self._show_hints
        if exercise is not None and exercise.reasons:
            yield "why", _("Why so many points"), self._show_why
        yield "task", _("The task, its figures and documents"), self._show_task
        yield "again", _("Begin this turn again"), self._ask_again
        if group.round < LAST_ROUND:
            yield "second", _("Begin the second turn, after the discussion"), self._ask_second

    def _say_unknown(self, is_unknown: bool) -> None:
        self.desk.end_typing()
        self.desk.set_unknown(self.row.id, is_unknown=is_unknown)
        self.call_later(self.show_present_row)

    def _show_hints(self) -> None:
        from parself.workshop.group_folder import hints_of

        hints = hints_of(self._exercise(), self.row.id)
        self._page(_("Hint"), [f"• {one}" for one in hints])

    def _show_why(self) -> None:
        from parself.workshop.group_folder import why_of

        exercise = self._exercise()
        told = why_of(exercise, self.desk.assessment, self.row.id)
        if not told:
            todo = say("Answer the row first.") if exercise.reasons else None
            raise RefusedError(Problem(say("The reason is not shown now."), self.row.id, todo))
        self._page(_("Why so many points"), told.splitlines())

    def _show_task(self) -> None:
        """Offer the task and each document of the dossier, to be read here."""
        from parself.tui.dialogs.ask import AskScreen
        from parself.words.practice_words import document_words

        exercise = self._exercise()
        papers = [(one.id, document_words(one)) for one in exercise.documents]
        window = AskScreen(exercise.title, "", [("", _("Task and figures")), *papers])
        self.ask(window, lambda chosen: self._read(exercise, chosen))

    def _read(self, exercise: "Exercise", chosen: str) -> None:
        from parself.desk import practising
        from parself.words.practice_words import document_words, given_words

        paper = next((one for one in exercise.documents if one.id == chosen), None)
        if paper is None:
            self._page(exercise.title, list(given_words(exercise)))
        else:
            told = practising.text_of(self.desk, paper)
            self._page(document_words(paper), told.splitlines())

    def _page(self, title: str, told: Sequence[str]) -> None:
        from parself.tui.dialogs.page import PageScreen

        self.app.push_screen(PageScreen(title, lines(*map(plain, told))))

    def _exercise(self) -> "Exercise":
        found = self.parself.exercise()
        if found is None:
            raise UsageError(Problem(_GONE, todo=_ANEW))
        return found

    def _ask_again(self) -> None:
        words = _("All rows are open again. Ctrl+Z brings back what was entered.")
        self.confirm(_("Begin this turn again?"), words, _("Begin again"), self._begin_again)

    def _begin_again(self) -> None:
        from parself.desk import practising

        practising.begin_again(self.desk)
        self.call_later(self.show_present_row)

    def _ask_second(self) -> None:
        words = _("What was handed in of the first turn stays as it is.")
        self.confirm(_("Begin the second turn?"), words, _("Begin"), self._begin_second)

    def _begin_second(self) -> None:
        from parself.desk import practising

        practising.begin_second(self.desk)
        self.notify(render(say("Round 2 has begun; round 1 stays as it was handed in.")))
        self.refresh_view()
