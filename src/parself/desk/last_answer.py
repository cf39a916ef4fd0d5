"""The last answer of a sitting: what stood before it, so that what it did can be shown."""

from typing import Final

from parself.assessment.model import Answer, Assessment
from parself.view.change import Change, change
from parself.view.view import View


class LastAnswer:
    """The value before the last step that points can come from, and the row of that step."""

    def __init__(self, view: View) -> None:
        self._before, self._row_id = view, ""

    def follows(self, view: View, updated: Assessment, row_id: str) -> None:
        """Take note of a step from what `view` shows; one that no points come from is none."""
        if _scored_by(view.assessment) != _scored_by(updated):
            self._before, self._row_id = view, row_id

    def change_to(self, now: View) -> Change:
        """Return what the last answer did, up to the value of now."""
        return change(self._before, now, self._row_id)


def _scored_by(assessment: Assessment) -> tuple[object, ...]:
    entered = {row_id: _entered(answer) for row_id, answer in assessment.answers.items()}
    return assessment.figures, {row: said for row, said in entered.items() if said != _NOTHING}


def _entered(answer: Answer) -> tuple[object, ...]:
    return answer.state, answer.values, answer.estimate


_NOTHING: Final = _entered(Answer())
