"""A change of edition looked at before it is done."""

from decimal import Decimal
from pathlib import Path

import pytest

from parself import demo
from parself.assessment import beside
from parself.assessment.beginning import begin
from parself.editions import changing, wording
from parself.editions.wording import Effect, marked
from parself.errors import ParselfError, UsageError
from parself.rubric.catalogue import find_rubric
from parself.words.rule_words import rule_words
from rubric import variants as v
from tui.sitting import NOW


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a complete practice assessment; tests must not write in it."""
    made = demo.prepare(tmp_path_factory.mktemp("demo") / "parself-demo")
    return made.open_folder.parent / "chi-lang"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(v.new_edition(tmp_path_factory.mktemp("moi") / "moi.toml"))


def effects(plan: changing.Plan) -> dict[str, Effect]:
    return {effect.key: effect for effect in wording.effects(plan)}


def test_score_and_place_stand_three_times(full: Path, other: str) -> None:
    plan = changing.prepare(full, other, now=NOW)
    assert plan.before is not None
    found = effects(plan)
    assert found["claimed"].before == plan.before.scores.claimed.points
    asked = (*v.REWEIGHTED, v.NEW_THRESHOLD, v.NEW_RULE, v.DROPPED, v.RENUMBERED[0])
    lost = sum((plan.before.scores.rows[row].points or Decimal(0) for row in asked), Decimal(0))
    before, after = found["claimed"].before, found["claimed"].after
    assert isinstance(before, Decimal)
    assert isinstance(after, Decimal)
    assert after == before - lost
    confirmed = found["claimed"].confirmed
    assert isinstance(confirmed, Decimal)
    assert after < confirmed < before
    assert found["rank"].before == plan.before.projection.projected if plan.before.projection else 0
    assert isinstance(found["best"].after, int)


def test_renumbered_rows_are_taken_over_when_asked_for(full: Path, other: str) -> None:
    plan = changing.prepare(full, other, now=NOW)
    again = changing.replanned(plan, dict([v.RENUMBERED]), now=NOW)
    before, after = effects(plan)["claimed"].after, effects(again)["claimed"].after
    assert isinstance(before, Decimal)
    assert isinstance(after, Decimal)
    assert after > before
    assert changing.replanned(again, {}, now=NOW).migration == plan.migration


@pytest.mark.parametrize(
    "moves", [{"9.9": v.ADDED}, {"1.1.1": v.ADDED}, {v.DROPPED: "1.1.1"}, {v.DROPPED: "9.9"}]
)
def test_only_a_row_that_is_gone_goes_on_and_only_as_a_new_one(
    full: Path, other: str, moves: dict[str, str]
) -> None:
    with pytest.raises(UsageError):
        changing.prepare(full, other, now=NOW, moves=moves)


def test_the_rubric_that_is_there_is_refused(full: Path) -> None:
    with pytest.raises(UsageError) as caught:
        changing.prepare(full, v.SHIPPED, now=NOW)
    assert "already" in caught.value.problems[0].what.id


def test_a_rubric_for_another_year_begins_another_assessment(full: Path, tmp_path: Path) -> None:
    later = tmp_path / "2024.toml"
    later.write_bytes(v.changed().replace(b"year = 2023", b"year = 2024"))
    with pytest.raises(UsageError) as caught:
        changing.prepare(full, str(later), now=NOW)
    assert caught.value.problems[0].what.values == {"year": 2024, "assessed": 2023}


def test_a_rubric_for_units_without_ours_is_refused(full: Path, tmp_path: Path) -> None:
    provinces = tmp_path / "tinh.toml"
    text = v.changed().decode().replace('"lang-son-11-huyen"', '"cac-tinh-2022"')
    provinces.write_text(text, encoding="utf-8")
    with pytest.raises(ParselfError):
        changing.prepare(full, str(provinces), now=NOW)


def test_a_faulty_rubric_is_told_with_all_its_faults(full: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "sai.toml"
    faulty.write_bytes(v.changed().replace(b"points = 2.5", b"points = 2.6"))
    with pytest.raises(ParselfError) as caught:
        changing.prepare(full, str(faulty), now=NOW)
    assert len(caught.value.problems) >= 2


def test_roster_and_standings_stay_unless_the_rubric_has_others(tmp_path: Path, other: str) -> None:
    folder = begin(tmp_path / "a", v.SHIPPED, "van-quan")
    plan = changing.prepare(folder.path, other, now=NOW)
    assert set(plan.changed) == {beside.RUBRIC}


def test_long_words_that_stayed_are_cut_and_what_changed_is_marked() -> None:
    same = " ".join(f"w{n}" for n in range(30))
    assert marked(f"{same} cũ", f"{same} mới") == "w0 w1 w2 w3 … w26 w27 w28 w29 [-cũ-] {+mới+}"


@pytest.mark.parametrize("rubric_id", [v.SHIPPED, "mau-ngan", "par-index-tinh-2022"])
def test_every_rule_can_be_said(rubric_id: str) -> None:
    for row in find_rubric(rubric_id)[0].rows.values():
        said = rule_words(row)
        assert said, row.id
        assert all(one.strip() for one in said)
