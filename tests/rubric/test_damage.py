"""Law: no file, however damaged, gives anything but a rubric or an error that can be shown."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parself import toml
from parself.errors import DamagedError
from parself.i18n import render_problem
from parself.rubric import load
from rubric.samples import ROSTER, RUBRIC, STANDINGS

SHORT = Path(__file__).parents[2] / "rubrics" / "mau-ngan.toml"
TABLES = [toml.read(data, where="sample").table for data in (RUBRIC.encode(), SHORT.read_bytes())]
LISTS = [toml.read(text.encode(), where="sample").table for text in (ROSTER, STANDINGS)]

modest = settings(max_examples=300, deadline=None)

scalars = (
    st.text(max_size=8)
    | st.sampled_from(["", "-", ".", "1.1.", "{left", "all", "proportional", "x" * 400])
    | st.integers()
    | st.integers(-3, 3)
    | st.decimals(-(10**18), 10**18, allow_nan=False, places=3)
    | st.booleans()
    | st.dates(min_value=date(1000, 1, 1))
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (container, key) of a tree of tables and lists."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    for key in keys:
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from places(tree[key])


def damage(draw: st.DrawFn, tree: dict[str, Any]) -> None:
    """Drop, repeat, replace or copy over one entry somewhere in the tree."""
    spots = list(places(tree))
    holder, key = draw(st.sampled_from(spots))
    other, other_key = draw(st.sampled_from(spots))
    match draw(st.sampled_from(["drop", "repeat", "replace", "copy"])):
        case "drop":
            del holder[key]
        case "repeat" if isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        case "copy":
            holder[key] = deepcopy(other[other_key])
        case _:
            holder[key] = draw(values)


@st.composite
def damaged(draw: st.DrawFn, tables: list[dict[str, Any]]) -> bytes:
    tree = deepcopy(draw(st.sampled_from(tables)))
    for _ in range(draw(st.integers(1, 3))):
        damage(draw, tree)
    return toml.write(tree)


def assert_shown(error: load.RubricError | DamagedError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.where.startswith("thu.toml")
        assert render_problem(problem).strip()


@modest
@given(damaged(TABLES))
def test_no_damaged_rubric_gives_a_traceback(data: bytes) -> None:
    try:
        rubric = load.rubric_from_bytes(data, where="thu.toml")
    except (load.RubricError, DamagedError) as error:
        assert_shown(error)
    else:
        assert sum(area.points for area in rubric.areas) == rubric.points


@modest
@given(damaged(LISTS))
def test_no_damaged_list_gives_a_traceback(data: bytes) -> None:
    for read in (load.roster_from_bytes, load.standings_from_bytes):
        try:
            found = read(data, where="thu.toml")
        except (load.RubricError, DamagedError) as error:
            assert_shown(error)
        else:
            assert found.units


@modest
@given(st.binary(max_size=200))
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    try:
        load.rubric_from_bytes(data, where="thu.toml")
    except (load.RubricError, DamagedError) as error:
        assert_shown(error)
    else:
        raise AssertionError("random bytes are no rubric")
