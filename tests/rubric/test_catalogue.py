"""Where files are found, whose wins, and what an unknown id says."""

import zipfile
from importlib import resources
from pathlib import Path

import pytest

from parself.errors import UsageError
from parself.i18n import render_problem
from parself.issued import decisions
from parself.rubric import catalogue, load
from rubric.samples import ROSTER, RUBRIC, STANDINGS, edited

CHECKOUT = Path(__file__).parents[2] / "rubrics"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user's own rubrics, which does not exist yet; none is named."""
    data = tmp_path / "own"
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: data)
    monkeypatch.delenv(catalogue.ENVIRONMENT, raising=False)
    return data / "rubrics"


@pytest.fixture
def named(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the environment names."""
    folder = tmp_path / "named"
    for shelf in ("rosters", "standings"):
        (folder / shelf).mkdir(parents=True)
    (folder / "thu.toml").write_text(RUBRIC, encoding="utf-8")
    (folder / "rosters" / "ba-xa.toml").write_text(ROSTER, encoding="utf-8")
    (folder / "standings" / "ba-xa-2022.toml").write_text(STANDINGS, encoding="utf-8")
    (folder / "README.md").write_text("x", encoding="utf-8")
    monkeypatch.setenv(catalogue.ENVIRONMENT, str(folder))
    return folder


def test_ids_are_the_stems_of_the_files_on_each_shelf(named: Path) -> None:
    assert {"thu", "mau-ngan", "lang-son-huyen-2023"} <= set(catalogue.RUBRICS.ids())
    assert "README" not in catalogue.RUBRICS.ids()
    assert {"ba-xa", "lang-son-11-huyen"} <= set(catalogue.ROSTERS.ids())
    assert {"ba-xa-2022", "lang-son-2022"} <= set(catalogue.STANDINGS.ids())
    assert list(catalogue.RUBRICS.ids()) == sorted(catalogue.RUBRICS.ids())


def test_what_was_decided_on_an_annex_stands_beside_its_rubric_and_is_none(named: Path) -> None:
    decided = decisions.file_beside(named / "thu.toml")
    decided.write_bytes(decisions.to_bytes([decisions.Decision("a", "1.1", "as-read")]))
    good, bad = catalogue.readable_rubrics()
    assert "thu" in [one.id for one in good]
    assert not bad


def test_a_rubric_is_found_with_the_bytes_of_its_file(named: Path) -> None:
    rubric, data = catalogue.find_rubric("thu")
    assert rubric.id == "thu"
    assert data == (named / "thu.toml").read_bytes() == catalogue.RUBRICS.bytes_of("thu")
    assert catalogue.find_roster(rubric.roster)[0].id == rubric.roster
    assert catalogue.find_standings(rubric.standings)[0].roster == rubric.roster


def test_a_shipped_rubric_is_found_without_any_folder_of_ones_own(own: Path) -> None:
    _, data = catalogue.find_rubric("mau-ngan")
    assert data == (CHECKOUT / "mau-ngan.toml").read_bytes()


def test_an_installed_package_brings_its_files_along(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "parself"
    (package / "rubrics").mkdir(parents=True)
    (package / "rubrics" / "thu.toml").write_text(RUBRIC, encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: package)
    assert catalogue.RUBRICS.ids() == ("thu",)
    assert catalogue.find_rubric("thu")[0].id == "thu"


def test_a_program_packed_into_one_archive_brings_its_files_along(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "parself.pyz"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("parself/rubrics/thu.toml", RUBRIC)
    package = zipfile.Path(archive, "parself/")
    monkeypatch.setattr(resources, "files", lambda _: package)
    assert catalogue.find_rubric("thu") == (
        load.rubric_from_bytes(RUBRIC.encode(), where="x"),
        RUBRIC.encode(),
    )


def test_a_folder_that_cannot_be_listed_says_so(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    own.mkdir(parents=True)
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UsageError) as caught:
        catalogue.RUBRICS.ids()
    assert caught.value.problems[0].where == str(own)


def test_the_named_folder_wins_over_ones_own_and_that_over_the_shipped(
    own: Path, named: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.mkdir(parents=True)
    for name in ("thu.toml", "mau-ngan.toml"):
        (own / name).write_bytes(edited(RUBRIC, {"rubric/title": "Của tôi"}))
    assert catalogue.find_rubric("thu")[0].title == "Bộ tiêu chí thử"
    assert catalogue.RUBRICS.bytes_of("mau-ngan") == (own / "mau-ngan.toml").read_bytes()
    monkeypatch.delenv(catalogue.ENVIRONMENT)
    assert catalogue.find_rubric("thu")[0].title == "Của tôi"


def test_an_unknown_id_names_the_nearest_and_the_known(named: Path) -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.find_rubric("mau-gan")
    said = render_problem(caught.value.problems[0])
    assert "mau-gan" in said and "“mau-ngan”" in said and "lang-son-huyen-2023" in said


def test_an_unknown_id_that_is_near_nothing_names_the_known(named: Path) -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.find_roster("zzz")
    assert "lang-son-11-huyen" in render_problem(caught.value.problems[0])


def test_a_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "ten-khac.toml"
    path.write_text(RUBRIC, encoding="utf-8")
    rubric, data = catalogue.find_rubric(str(path))
    assert rubric.id == "thu" and data == path.read_bytes()


def test_a_missing_file_is_no_unknown_id(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.find_rubric(str(tmp_path / "mau.toml"))
    assert caught.value.problems[0].where == str(tmp_path / "mau.toml")


def test_an_id_that_differs_from_the_files_name_is_refused(named: Path) -> None:
    (named / "thu.toml").rename(named / "khac.toml")
    with pytest.raises(load.RubricError) as caught:
        catalogue.find_rubric("khac")
    assert caught.value.problems[0].where == "khac.toml"


def test_a_file_that_changed_is_read_anew(named: Path) -> None:
    before, _ = catalogue.find_rubric("thu")
    (named / "thu.toml").write_bytes(edited(RUBRIC, {"rubric/title": "Tên mới"}))
    after, _ = catalogue.find_rubric("thu")
    assert (before.title, after.title) == ("Bộ tiêu chí thử", "Tên mới")


def test_the_same_content_is_read_once(named: Path) -> None:
    assert catalogue.find_rubric("thu")[0] is catalogue.find_rubric("thu")[0]


def test_a_named_folder_that_does_not_exist_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(catalogue.ENVIRONMENT, "/khong/co")
    with pytest.raises(UsageError) as caught:
        catalogue.RUBRICS.ids()
    assert caught.value.problems[0].where == "/khong/co"


def test_of_an_id_that_was_begun_the_one_that_goes_on_so_is_meant() -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.find_rubric("lang-son-huyen")
    assert "“lang-son-huyen-2023”" in render_problem(caught.value.problems[0])
