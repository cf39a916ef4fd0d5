"""What somebody who is new does first, and whether the value shows that it was done. Pure."""

from enum import StrEnum

from parself.view.view import View


class Deed(StrEnum):
    """The steps of the tour, in their order."""

    ANSWER = "answer"
    """Answer one more row."""
    LADDER = "ladder"
    """Look where that puts the unit."""
    BACK = "back"
    """Give one more row proof or an explanation."""
    FINDINGS = "findings"
    """Look at what the inspector found."""
    HAND_IN = "hand-in"
    """Write the file for the province."""


def is_done(deed: Deed, began: View, now: View) -> bool:
    """Say whether a value has what a step asks for, since the value at which the step began.

    What is only looked at leaves no trace in the value: its screen tells.
    """
    match deed:
        case Deed.ANSWER:
            return now.progress().answered > began.progress().answered
        case Deed.BACK:
            return _backed(now) > _backed(began)
        case Deed.HAND_IN:
            return now.assessment.hand_in != began.assessment.hand_in
        case _:
            return False


def _backed(view: View) -> int:
    """Count what stands behind claims: each citation, and each row with an explanation."""
    answers = view.assessment.answers.values()
    return sum(len(one.citations) + bool(one.explanation.strip()) for one in answers)
