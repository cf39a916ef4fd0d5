"""Breaking the sample rubric: names of its places, the checker's sentences, and the fault found."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from parself.errors import Problem
from parself.i18n import render_problem
from parself.rubric import load
from rubric.samples import RUBRIC, edited

DATE = "area/0/criterion/0/item/0"
CHECKLIST = "area/0/criterion/0/item/1"
RATIO = "area/0/criterion/0/item/2"
DEDUCT = "area/0/criterion/0/item/3"
CHOICE = "area/0/criterion/1"
GIVEN = "area/0/criterion/2"
PASSES = "area/1/criterion/0"
MEAN = "area/1/criterion/1"
SURVEY = "area/1/criterion/2"
CHANGE = "area/1/criterion/3"
SUMS = "area/1/criterion/4"
BONUS = "adjustment/0"
PENALTY = "adjustment/1"

AT = {
    DATE: "area[1].criterion[1.1].item[1.1.1]",
    CHECKLIST: "area[1].criterion[1.1].item[1.1.2]",
    RATIO: "area[1].criterion[1.1].item[1.1.3]",
    DEDUCT: "area[1].criterion[1.1].item[1.1.4]",
    CHOICE: "area[1].criterion[1.2]",
    GIVEN: "area[1].criterion[1.3]",
    PASSES: "area[2].criterion[2.1]",
    MEAN: "area[2].criterion[2.2]",
    SURVEY: "area[2].criterion[2.3]",
    CHANGE: "area[2].criterion[2.4]",
    SUMS: "area[2].criterion[2.5]",
    BONUS: "adjustment[B1]",
    PENALTY: "adjustment[T1]",
}

SUM = "The parts add up to {sum:points} points, but {stated:points} are stated."
TWICE = "“{id}” occurs more than once."
NO_ID = "“{id}” is not an id."
EMPTY = "The text is empty."
EMPTY_LIST = "The list is empty."
NOT_ABOVE_0 = "The number is not above 0."
BELOW_0 = "The number is below 0."
TOO_GREAT = "The number is too great (at most {most:count})."
NO_DEPARTMENT = "The department {department} is not known."
UNFIT = "This scale does not fit the row's measure."
NEVER = "{end:count} is never reached."
MORE = "{points:points} points are more than the row's {maximum:points}."
UNREACHED = "No possible answer reaches the {points:points} points of the row."
LATE_PAYS = "A later day is worth more than an earlier one."
NOT_BELOW = "zero_below ({low:count}) is not below {top:count}, where the maximum begins."
NOT_RISING = "The band does not start above the one before it."
NO_FIGURE = "Row {row} has no figure “{key}”."
NO_PLACE = "“{place}” names no figure of a row."
NO_ROW = "There is no row {row}."
MISSING = "This key is missing."
IMPOSSIBLE = "“{value}” is not possible here."

Edits = Mapping[str, object]
Rule = tuple[Edits, str, str]
"""Edits, the key path of the fault that they cause, and the id of its sentence."""


def bands(*entries: dict[str, object]) -> dict[str, object]:
    return {"kind": "bands", "bands": list(entries)}


def points(points: object, **lower: object) -> dict[str, object]:
    return {"points": points, **lower}


def found(read: Any, text: str, edits: Edits) -> list[Problem]:
    exact = {place: _number(value) for place, value in edits.items()}
    try:
        read(edited(text, exact), where="thu.toml")
    except load.RubricError as error:
        return list(error.problems)
    return []


def _number(value: object) -> object:
    """Turn “0.5” in an edit into a decimal, so that the tables above stay readable."""
    if isinstance(value, dict):
        return {key: _number(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_number(entry) for entry in value]
    if isinstance(value, str) and value.lstrip("-").startswith("0."):
        return Decimal(value)
    return value


def expect_one_fault(rule: Rule) -> None:
    """Assert that the edits of a rule give just its fault, at its place, with a next step."""
    edits, where, what = rule
    (problem,) = found(load.rubric_from_bytes, RUBRIC, edits)
    assert (problem.where, problem.what.id) == (f"thu.toml, {where}", what)
    assert problem.todo is not None
    assert render_problem(problem).startswith(f"thu.toml, {where}: ")
