"""How a measure or a scale stands in a rubric's workbook: which columns and detail lines it uses.

A rule is chosen by a word in a cell of the sheet of rows; its slots say which other cells of the
line belong to it, and which key of the rubric's file each of them is.
"""

from collections.abc import Mapping
from typing import Final

from parself.values import Frozen, field

PART_INPUTS: Final = {
    "input1": "part.title",
    "figure1": "part.figure",
    "input2": "whole.title",
    "figure2": "whole.figure",
}
ENTRY: Final = {"id": "id", "title": "title"}


class AnnexPart(Frozen):
    """A kind of line on the sheet of details; such lines fill one list of a rule."""

    word: str
    list: str
    slots: Mapping[str, str]
    """Column to key path inside the entry."""
    needed: tuple[str, ...] = ("title",)
    lent: tuple[str, ...] = ()
    """Columns of the line that belong to the row's scale."""


class AnnexRule(Frozen):
    """One way to write a measure or a scale in a workbook: the word in its cell and its columns."""

    kind: str
    word: str
    slots: Mapping[str, str] = field(default_factory=dict)
    """Column of the row to key path inside the rule."""
    parts: tuple[AnnexPart, ...] = ()
    needed: tuple[str, ...] = ()
    """Columns that may not be empty."""
    mark: str = ""
    """Key that tells this rule from others of its kind."""
    parts_needed: bool = True
    borrowed: tuple[str, str] | None = None
    """Of a scale: its key that holds a figure for each entry of the measure, and the column."""
