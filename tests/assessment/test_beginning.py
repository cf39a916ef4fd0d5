"""Beginning an assessment from what is shipped."""

from pathlib import Path

import pytest

from parself.assessment import store
from parself.assessment.beginning import begin
from parself.assessment.model import Purpose
from parself.errors import UsageError
from parself.files import OccupiedError
from parself.rubric.catalogue import ENVIRONMENT, find_rubric, find_standings
from parself.rubric.dump import rubric_to_bytes, standings_to_bytes
from parself.rubric.identity import scoring_hash
from parself.values import evolve


def test_a_new_assessment_is_blank_real_and_of_the_rubrics_year(tmp_path: Path) -> None:
    folder = begin(tmp_path / "van-quan", "mau-ngan", "van-quan")
    assert not folder.assessment.answers
    assert folder.assessment.year == 2023
    assert folder.assessment.purpose is Purpose.REAL
    assert folder.unit.full == "UBND huyện Văn Quan"
    assert folder.standings is not None
    assert folder.standings.id == "lang-son-2022"
    assert store.load(folder.path).assessment == folder.assessment


def test_it_is_known_by_the_hash_of_what_is_scored(tmp_path: Path) -> None:
    folder = begin(tmp_path / "van-quan", "mau-ngan", "van-quan")
    assert folder.assessment.rubric.scoring_hash == scoring_hash(find_rubric("mau-ngan")[0])


def test_year_and_purpose_can_be_told(tmp_path: Path) -> None:
    folder = begin(
        tmp_path / "chi-lang", "mau-ngan", "chi-lang", year=2024, purpose=Purpose.PRACTICE
    )
    assert (folder.assessment.year, folder.assessment.purpose) == (2024, Purpose.PRACTICE)


def test_another_roster_can_be_told(tmp_path: Path) -> None:
    folder = begin(tmp_path / "tinh", "par-index-tinh-2022", "lang-son", roster_id="tinh-thanh-63")
    assert folder.roster.id == "tinh-thanh-63"


@pytest.mark.parametrize(
    ("rubric", "unit", "quoted"),
    [("mau-ngan", "none-such", "none-such"), ("none-such", "van-quan", "none-such")],
)
def test_what_is_not_known_is_named_and_nothing_is_made(
    tmp_path: Path, rubric: str, unit: str, quoted: str
) -> None:
    with pytest.raises(UsageError, match=quoted):
        begin(tmp_path / "a", rubric, unit)
    assert not (tmp_path / "a").exists()


def test_an_unknown_unit_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        begin(tmp_path / "a", "mau-ngan", "none-such")
    todo = caught.value.problems[0].todo
    assert todo is not None
    assert "van-quan" in str(todo.values["units"])


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "letter.docx").write_bytes(b"mine")
    with pytest.raises(OccupiedError):
        begin(tmp_path / "a", "mau-ngan", "van-quan")
    assert [entry.name for entry in (tmp_path / "a").iterdir()] == ["letter.docx"]


def nameless(place: Path, *years: int) -> str:
    """Return a rubric that names no standings, beside its roster's of some years."""
    (place / "standings").mkdir(parents=True)
    rubric = evolve(find_rubric("mau-ngan")[0], id="khong-bang", standings="")
    (place / "khong-bang.toml").write_bytes(rubric_to_bytes(rubric))
    for year in years:
        table = evolve(find_standings("lang-son-2022")[0], id=f"bang-{year}", year=year)
        (place / "standings" / f"bang-{year}.toml").write_bytes(standings_to_bytes(table))
    return rubric.id


@pytest.fixture(name="own")
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.mark.parametrize(
    ("years", "taken"), [((), 2022), ((2020, 2021), 2022), ((2023, 2024), 2022)]
)
def test_where_the_rubric_names_no_table_the_rosters_latest_before_the_year_is_taken(
    tmp_path: Path, own: Path, years: tuple[int, ...], taken: int
) -> None:
    begun = begin(tmp_path / "a", nameless(own, *years), "van-quan")
    assert begun.standings is not None
    assert begun.standings.year == taken
    assert store.load(begun.path).standings == begun.standings


def test_a_later_year_takes_a_later_table(tmp_path: Path, own: Path) -> None:
    begun = begin(tmp_path / "a", nameless(own, 2023), "van-quan", year=2024)
    assert begun.standings is not None
    assert begun.standings.id == "bang-2023"


def test_another_table_or_none_can_be_asked_for(tmp_path: Path, own: Path) -> None:
    rubric = nameless(own, 2020)
    other = begin(tmp_path / "a", rubric, "van-quan", standings_id="bang-2020").standings
    assert other is not None
    assert other.year == 2020
    assert begin(tmp_path / "b", rubric, "van-quan", standings_id="").standings is None
    assert begin(tmp_path / "c", "mau-ngan", "van-quan", standings_id="").standings is None


def test_a_table_that_the_rubric_names_is_taken_before_a_later_one(
    tmp_path: Path, own: Path
) -> None:
    nameless(own, 2024)
    begun = begin(tmp_path / "a", "mau-ngan", "van-quan", year=2030)
    assert begun.standings is not None
    assert begun.standings.id == "lang-son-2022"
