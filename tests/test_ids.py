"""Ids are for files and commands: where people read stand titles."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from cli.shell import call
from parself.assessment import beside, store
from parself.assessment.beginning import begin
from parself.assessment.difference import Difference, differences
from parself.assessment.entries import read_exact
from parself.assessment.model import (
    Answer,
    Assessment,
    Cause,
    Citation,
    Document,
    DocumentKind,
    Part,
    Purpose,
    SignOff,
    State,
    Task,
)
from parself.i18n import render_problem
from parself.numerals import UnreadableError
from parself.rubric import catalogue
from parself.rubric import model as m
from parself.rubric.catalogue import find_roster, find_rubric
from parself.rubric.identity import RubricIdentity
from parself.rules.fields import Field
from parself.rules.kinds import row_fields
from parself.values import evolve, fields
from parself.words.edited import place_words
from parself.words.retelling import difference_words

ROSTER: Final = "lang-son-11-huyen"
STANDINGS: Final = "lang-son-2022"
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


@pytest.mark.parametrize("rubric_id", ["par-index-tinh-2022", "mau-ngan"])
def test_a_shared_figure_is_told_by_its_title(rubric_id: str) -> None:
    rubric = find_rubric(rubric_id)[0]
    assert rubric.figures
    for figure in rubric.figures:
        label, *_ = difference_words(rubric, (), Difference("", f"figures.{figure.id}", 1, 2))
        assert figure.title in label
        assert figure.id not in label


FULL: Final = Answer(
    State.ANSWERED,
    {"part": 1, "whole": 2},
    "giải trình",
    "ghi chú",
    flagged=True,
    provisional=True,
    estimate=Decimal(1),
    citations=(Citation("E-001"),),
    effort=2,
    who="Lan",
    when=datetime(2023, 1, 1),
)


def all_changed(old: Assessment) -> Assessment:
    """Return an assessment that says otherwise in every field there is."""
    return evolve(
        old,
        unit="bac-son",
        year=2024,
        rubric=RubricIdentity("khac", "2024", "0" * 64),
        purpose=Purpose.PRACTICE,
        data_date=date(2023, 12, 1),
        answers={"1.3.3": FULL},
        figures={"so-xa": 17},
        documents=(Document("E-001", DocumentKind.FILE, "Báo cáo"),),
        waivers={"1.3.3": "lý do"},
        locked=True,
        sign_off=SignOff("An", "Chủ tịch", "Văn Quan", date(2023, 12, 1)),
        part=Part("noi-vu", {}),
        tasks={"1.3.3": Task("Làm", Cause.OBJECTIVE)},
        set_aside={"1.2.1": FULL},
    )


def test_every_field_that_can_differ_is_told_in_words(tmp_path: Path) -> None:
    folder = begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    found = differences(folder.assessment, all_changed(folder.assessment))
    assert {one.field.partition(".")[0] for one in found} >= {
        field.name for field in fields(Answer)
    }
    for rubric in (folder.rubric, None):
        for one in found:
            label, *sides = difference_words(rubric, (), one)
            kind, _dot, key = one.field.partition(".")
            words = label.removesuffix(key).strip()
            assert rubric is None or (words and kind not in words.split("_")), one.field
            assert not any("(" in side and "=" in side for side in sides), sides


def test_a_repair_shows_titles_and_levels_as_people_write_them(tmp_path: Path) -> None:
    folder = begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan")
    answer = Answer(State.ANSWERED, {"choice": "co"}, when=datetime(2023, 1, 1))
    store.save(folder, folder.assessment.with_answer("4.1.1", answer), now=datetime(2023, 1, 1))
    file = folder.path / "assessment.toml"
    field = row_fields(folder.rubric.rows["4.1.1"])[0]
    other = field.options[1][0]
    file.write_bytes(file.read_bytes().replace(b'"co"', f'"{other}"'.encode()))
    told = call("repair", folder.path).out
    assert "values." not in told
    assert field.options[1][1][:20] in told


@pytest.mark.parametrize(
    ("name", "copy", "edit"),
    [
        ("roster.toml", catalogue.ROSTERS.bytes_of(ROSTER), (b'full = "', b'full = "x')),
        ("standings.toml", catalogue.STANDINGS.bytes_of(STANDINGS), (b"rank = ", b"rank = 1")),
    ],
    ids=["roster", "standings"],
)
def test_a_value_edited_in_a_file_of_units_is_told_by_the_units_name(
    name: str, copy: bytes, edit: tuple[bytes, bytes]
) -> None:
    names = {one.code: one.short for one in find_roster(ROSTER)[0].units}
    places = beside.Finding(name, copy.replace(*edit), copy, is_lost=False).places()
    labels = [place_words(place, names)[0] for place in places]
    assert len(labels) >= len(names)
    assert {label.partition(" · ")[0] for label in labels} == {*names.values()}
    assert [label for label in labels if label.endswith(")")] == []


def test_a_wording_edited_in_a_rubric_is_told_by_its_row() -> None:
    copy = catalogue.RUBRICS.bytes_of("lang-son-huyen-2023")
    now = copy.replace("Thời điểm ban hành kế hoạch CCHC năm".encode(), b"A")
    (place,) = beside.Finding("rubric.toml", now, copy, is_lost=False).places()
    assert place_words(place, {})[0].startswith("1.1.1 · ")
    assert "title" not in place_words(place, {})[0]


def test_a_hand_in_is_told_by_the_names_of_its_unit_and_rubric(tmp_path: Path) -> None:
    folder = begin(tmp_path / "a", "lang-son-huyen-2023", "van-quan").path
    assert call("export", folder, "-o", tmp_path / "a.zip").code == 0
    told = call("verify", tmp_path / "a.zip").out
    assert "Văn Quan" in told
    assert "van-quan" not in told
    assert "lang-son-huyen-2023" not in told


@pytest.mark.parametrize("option", ["--rubric", "--roster", "--standings", "--unit"])
def test_an_unknown_id_is_refused_under_the_option_that_it_was_typed_in(
    option: str, tmp_path: Path
) -> None:
    words = {"--rubric": "lang-son-huyen-2023", "--unit": "van-quan", option: "khong-co"}
    result = call("new", tmp_path / "a", *(word for pair in words.items() for word in pair))
    assert result.code == 2
    assert result.err.startswith(f"{option}: ")
