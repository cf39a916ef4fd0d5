from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parself import toml
from parself.rubric.catalogue import RUBRICS, find_rubric
from parself.rubric.diff import Aspect, Diff, Part, diff, word_diff
from parself.rubric.load import rubric_from_bytes
from parself.rubric.model import Rubric
from rubric import variants as v

MODEST = settings(max_examples=60, deadline=None)
WHOLE = {rubric_id: find_rubric(rubric_id)[0] for rubric_id in RUBRICS.ids()}
SHIPPED = WHOLE[v.SHIPPED]
SCORING = {Aspect.POINTS, Aspect.RULE, Aspect.SOURCE, Aspect.STATES}
"""Aspects that decide about points."""
CHANGED = v.changed_rubric()
FOUND = diff(SHIPPED, CHANGED)


def edited(row_id: str, **fields: Any) -> Rubric:
    """Return the shipped rubric with fields of one row set."""
    table = v.table()
    v.rows(table)[row_id].update(fields)
    return rubric_from_bytes(toml.write(table), where="a.toml")


def aspects(found: Diff) -> dict[str, set[Aspect]]:
    return {change.after.id: set(change.aspects) for change in found.changed}


@pytest.mark.parametrize("rubric_id", WHOLE)
def test_a_rubric_does_not_differ_from_itself(rubric_id: str) -> None:
    found = diff(WHOLE[rubric_id], WHOLE[rubric_id])
    assert found.is_empty
    assert found.same_scoring
    assert found.moves == ()


def test_every_change_is_told_as_what_it_is() -> None:
    assert aspects(FOUND) == {
        v.REWORDED: {Aspect.TITLE},
        v.RELABELLED: {Aspect.GUIDANCE},
        v.HANDED_OVER: {Aspect.DEPARTMENT},
        v.NEW_THRESHOLD: {Aspect.RULE},
        v.NEW_RULE: {Aspect.RULE},
        **{row_id: {Aspect.POINTS} for row_id in v.REWEIGHTED},
    }
    assert {row.id for row in FOUND.added} == {v.ADDED, v.RENUMBERED[1]}
    assert {row.id for row in FOUND.removed} == {v.DROPPED, v.RENUMBERED[0]}
    assert not FOUND.same_scoring
    assert not FOUND.is_empty


def test_what_is_not_a_row_is_told_too() -> None:
    parts = {(part.part, part.id): (part.before, part.after) for part in FOUND.parts}
    assert parts[Part.SETTING, "edition"] == ("1", "2")
    assert parts[Part.SETTING, "id"] == (v.SHIPPED, v.NEW_ID)
    assert [key for key in parts if key[0] is Part.CHECK and parts[key][1] is None]
    assert not any(key[0] is Part.AREA for key in parts)


def test_areas_departments_caps_and_bands_are_compared() -> None:
    table = v.table()
    table["area"][0]["title"] = "Khác"
    table["department"][0]["title"] = "Phòng khác"
    table["rubric"]["bonus_cap"] = 1
    table["rubric"]["bands"][0]["from"] = 91
    found = diff(SHIPPED, rubric_from_bytes(toml.write(table), where=""))
    assert {(part.part, part.after) for part in found.parts} == {
        (Part.AREA, "Khác"),
        (Part.DEPARTMENT, "Phòng khác"),
        (Part.SETTING, Decimal(1)),
        (Part.BAND, Decimal(91)),
    }
    assert not found.same_scoring, "a cap decides about points"


@pytest.mark.parametrize(
    ("row_id", "fields", "aspect"),
    [
        ("3.4.1", {"scale": {"kind": "proportional", "zero_below": Decimal("0.9")}}, Aspect.RULE),
        ("3.4.1", {"no_incidence": "zero"}, Aspect.STATES),
        ("3.5.2", {"source": "self"}, Aspect.SOURCE),
        ("3.4.1", {"evidence": ["Biên bản"]}, Aspect.EVIDENCE),
        ("3.4.1", {"contributors": ["tu-phap"]}, Aspect.DEPARTMENT),
        ("3.4.1", {"provenance": "Quyết định"}, Aspect.PROVENANCE),
    ],
)
def test_one_changed_field_is_one_aspect(
    row_id: str, fields: dict[str, Any], aspect: Aspect
) -> None:
    (change,) = diff(SHIPPED, edited(row_id, **fields)).changed
    assert change.aspects == (aspect,)
    assert change.asks_again is (aspect in SCORING)


def test_a_label_inside_the_rule_is_only_words() -> None:
    measure = {**v.rows(v.table())["3.4.1"]["measure"], "part": "Hồ sơ kịp hạn"}
    found = diff(SHIPPED, edited("3.4.1", measure=measure))
    assert aspects(found) == {"3.4.1": {Aspect.LABELS}}
    assert found.same_scoring


def test_a_renumbered_row_is_proposed_and_not_taken_for_granted() -> None:
    (move,) = FOUND.moves
    assert (move.before.id, move.after.id) == v.RENUMBERED
    assert move.same_rule
    assert move.after in FOUND.added, "until a person says so it is a new row"


def test_where_two_rows_could_be_the_one_nothing_is_proposed() -> None:
    table = v.table()
    items = v.rows(table)["6.2"]["item"]
    one = v.rows(table)["6.2.1"]
    one.update(id="6.2.8", points=Decimal("0.25"))
    items.append({**one, "id": "6.2.9"})
    assert diff(SHIPPED, rubric_from_bytes(toml.write(table), where="")).moves == ()


def test_another_order_of_rows_is_told() -> None:
    table = v.table()
    v.rows(table)["1.1"]["item"].reverse()
    found = diff(SHIPPED, rubric_from_bytes(toml.write(table), where=""))
    assert found.reordered
    assert not found.is_empty
    assert found.changed == ()


@pytest.mark.parametrize("pair", [(a, b) for a in WHOLE for b in (*WHOLE, v.NEW_ID)])
def test_there_is_the_mirror_of_back(pair: tuple[str, str]) -> None:
    rubrics = {**WHOLE, v.NEW_ID: CHANGED}
    there, back = (diff(rubrics[a], rubrics[b]) for a, b in (pair, pair[::-1]))
    assert {row.id for row in there.added} == {row.id for row in back.removed}
    assert {row.id for row in there.removed} == {row.id for row in back.added}
    assert {c.after.id: (c.before, c.after, set(c.aspects)) for c in there.changed} == {
        c.after.id: (c.after, c.before, set(c.aspects)) for c in back.changed
    }
    assert {(p.part, p.id, p.before, p.after) for p in there.parts} == {
        (p.part, p.id, p.after, p.before) for p in back.parts
    }
    assert {(m.before.id, m.after.id) for m in there.moves} == {
        (m.after.id, m.before.id) for m in back.moves
    }
    assert there.reordered == back.reordered


@pytest.mark.parametrize("pair", [(v.SHIPPED, v.NEW_ID), ("par-index-tinh-2022", v.SHIPPED)])
def test_a_row_asks_again_exactly_where_an_aspect_decides_about_points(
    pair: tuple[str, str],
) -> None:
    rubrics = {**WHOLE, v.NEW_ID: CHANGED}
    found = diff(rubrics[pair[0]], rubrics[pair[1]])
    assert found.changed
    for change in found.changed:
        assert change.asks_again is bool(SCORING & set(change.aspects)), change.after.id


texts = st.text(alphabet="ab đê\n\t", max_size=40)


@MODEST
@given(texts, texts)
def test_a_comparison_by_words_holds_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(p.text for p in pieces if p.mark != "added") == before
    assert "".join(p.text for p in pieces if p.mark != "removed") == after


def test_words_that_stayed_are_told_from_those_that_went() -> None:
    pieces = word_diff("Hồ sơ cấp huyện đúng hạn", "Hồ sơ đúng hạn")
    assert [(p.text.strip(), p.mark) for p in pieces] == [
        ("Hồ sơ", "same"),
        ("cấp huyện", "removed"),
        ("đúng hạn", "same"),
    ]
