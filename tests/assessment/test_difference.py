from hypothesis import given, settings

from assessment.folders import NOW, blank
from assessment.test_form import assessments
from parself.assessment.difference import Difference, differences
from parself.assessment.model import Answer, Assessment, Document, DocumentKind, State
from parself.values import evolve

MODEST = settings(max_examples=60, deadline=None)


def test_each_field_that_differs_is_named_with_both_values() -> None:
    document = Document("E-001", DocumentKind.FILE)
    old = (
        blank()
        .with_answer("3.2", Answer(State.ANSWERED, {"part": 1, "whole": 2}, "cũ"))
        .with_answer("3.10", Answer(State.NO_INCIDENCE))
    )
    new = evolve(
        blank()
        .with_answer("3.2", Answer(State.ANSWERED, {"part": 7}, "mới"))
        .with_figure("so-xa", 17),
        documents=(document,),
        locked=True,
    )
    assert differences(old, new) == (
        Difference("", "documents.E-001", None, document),
        Difference("", "figures.so-xa", None, 17),
        Difference("", "locked", False, True),
        Difference("3.2", "explanation", "cũ", "mới"),
        Difference("3.2", "values.part", 1, 7),
        Difference("3.2", "values.whole", 2, None),
        Difference("3.10", "state", State.NO_INCIDENCE, None),
    )


def test_the_number_of_saves_is_no_difference() -> None:
    assert differences(blank(), evolve(blank(), revision=9, edited=NOW)) == ()


@MODEST
@given(assessments, assessments)
def test_nothing_differs_exactly_between_equal_contents(one: Assessment, other: Assessment) -> None:
    """differences(x, x) is empty, and differences swap sides with their sides."""
    assert differences(one, one) == ()
    there = [(d.row, d.field, d.before, d.after) for d in differences(one, other)]
    back = [(d.row, d.field, d.after, d.before) for d in differences(other, one)]
    assert there == back
