"""The way back: the steps of a sitting that undo takes back and redo repeats.

It holds values as they were before each step, and knows nothing of what a step does.
"""

from collections.abc import Mapping

from parself.assessment.model import Assessment
from parself.limits import UNDO_STEPS
from parself.rules.amounts import Value
from parself.values import Frozen


class Step(Frozen):
    """A state to go back to, and the row that was changed; empty where it was none."""

    assessment: Assessment
    row_id: str


class Trail:
    """The steps before the present value, and those that were taken back."""

    def __init__(self) -> None:
        self._past: list[Step] = []
        self._undone: list[Step] = []
        self._typing: tuple[str, str] | None = None

    @property
    def goes_back(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def is_typing(self) -> bool:
        """Whether the last step is one that is being typed."""
        return self._typing is not None

    def record(self, before: Step, typing: str = "") -> bool:
        """Take note of a step; further `typing` in the same fields of a row belongs to it.

        Returns whether it is another step than the one before.
        """
        key = (before.row_id, typing) if typing else None
        is_another = key is None or key != self._typing
        if is_another:
            self._past = [*self._past[-UNDO_STEPS:], before]
        self._typing = key
        self._undone = []
        return is_another

    def typed_since(self, row_id: str, typing: str) -> Step | None:
        """Return what was before the step that further `typing` belongs to; None: another step."""
        return self._past[-1] if typing and (row_id, typing) == self._typing else None

    def figures_before(self, row_id: str) -> Mapping[str, Value]:
        """Return the figures that a row held last, as far back as the steps go."""
        held = (step.assessment.answer(row_id).values for step in reversed(self._past))
        return next((values for values in held if values), {})

    def end_typing(self) -> None:
        """End the present step: what comes next is another one."""
        self._typing = None

    def drop_typing(self) -> Step | None:
        """Forget the step that is being typed, if any; return what was before it."""
        if self._typing is None:
            return None
        self._typing = None
        return self._past.pop()

    def back(self, present: Assessment) -> Step | None:
        """Take the last step back; return what was before it, None where there is none."""
        return self._walk(self._past, self._undone, present)

    def forward(self, present: Assessment) -> Step | None:
        """Repeat the step that was taken back last; None where there is none."""
        return self._walk(self._undone, self._past, present)

    def _walk(self, source: list[Step], target: list[Step], present: Assessment) -> Step | None:
        if not source:
            return None
        step = source.pop()
        target.append(Step(present, step.row_id))
        self._typing = None
        return step
