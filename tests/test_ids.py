"""Ids are for files and commands: where people read stand titles."""

from typing import Final

import pytest

from parself.assessment.difference import Difference
from parself.assessment.entries import read_exact
from parself.i18n import render_problem
from parself.numerals import UnreadableError
from parself.rubric import model as m
from parself.rubric.catalogue import find_rubric
from parself.rubric.fields import Field, row_fields
from parself.words.retelling import difference_words

RUBRICS: Final = ("lang-son-huyen-2023", "par-index-tinh-2022", "mau-ngan")


def choices(rubric_id: str) -> list[tuple[m.Rubric, m.Row, Field]]:
    rubric = find_rubric(rubric_id)[0]
    return [
        (rubric, row, field)
        for row in rubric.rows.values()
        for field in row_fields(row, ("xa-an-son",))
        if field.kind == "choice"
    ]


CHOICES: Final = [one for rubric_id in RUBRICS for one in choices(rubric_id)]


@pytest.mark.parametrize(
    ("rubric", "row", "field"), CHOICES, ids=lambda one: getattr(one, "id", "")
)
def test_a_change_of_level_is_told_by_titles(rubric: m.Rubric, row: m.Row, field: Field) -> None:
    titles = dict(field.options)
    first, *_rest, last = titles
    one = Difference(row.id, f"values.{field.key}", first, last)
    label, before, after = difference_words(rubric, ("xa-an-son",), one)
    assert (before, after) == (titles[first], titles[last])
    assert label != field.key


@pytest.mark.parametrize(
    ("rubric", "row", "field"), CHOICES, ids=lambda one: getattr(one, "id", "")
)
def test_what_may_be_typed_stands_beside_what_it_means(
    rubric: m.Rubric, row: m.Row, field: Field
) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_exact(field, "none-such")
    told = render_problem(caught.value.problems[0])
    assert all(f"{option} ({title})" in told for option, title in field.options)


def test_a_shared_figure_is_told_by_its_title() -> None:
    rubric = find_rubric("lang-son-huyen-2023")[0]
    for figure in rubric.figures:
        label, *_ = difference_words(rubric, (), Difference("", f"figures.{figure.id}", 1, 2))
        assert figure.title in label
        assert figure.id not in label
