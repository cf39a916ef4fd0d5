"""How offices head and sign their papers: said by the roster, else by kind and name."""

from collections.abc import Iterator

import pytest

from parself import i18n
from parself.rubric.offices import (
    appraising_office,
    deciding_office,
    initials,
    unit_office,
    usual_head,
)
from parself.rubric.peers import Appraiser, Roster, Unit, UnitKind
from parself.values import evolve

DISTRICT = Unit("van-quan", "Huyện Văn Quan", "UBND huyện Văn Quan", "Văn Quan")
COMMUNE = Unit("na-hot", "Xã Na Hót", "UBND xã Na Hót", "Na Hót")
DEPARTMENT = Unit("stc", "Sở Tài chính", "Sở Tài chính", "Sở Tài chính")
BUREAU = Unit("cuc-a", "Cục Lưu trữ", "Cục Lưu trữ", "Cục Lưu trữ")


def roster(parent: str = "tỉnh Hòa Lâm", **more: object) -> Roster:
    return evolve(Roster("ds", parent, "đơn vị", "đơn vị trực thuộc"), **more)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    i18n.use("vi")
    yield
    i18n.use(None)


@pytest.mark.parametrize(
    ("unit", "parent", "letterhead", "paper", "on_behalf", "head", "place"),
    [
        (
            DISTRICT,
            "tỉnh Lạng Sơn",
            ("Ủy ban nhân dân", "huyện Văn Quan"),
            "BC-UBND",
            "TM. Ủy ban nhân dân",
            "Chủ tịch",
            "Văn Quan",
        ),
        (
            COMMUNE,
            "tỉnh Hòa Lâm",
            ("Ủy ban nhân dân", "xã Na Hót"),
            "BC-UBND",
            "TM. Ủy ban nhân dân",
            "Chủ tịch",
            "Na Hót",
        ),
        (
            DEPARTMENT,
            "tỉnh Hòa Lâm",
            ("UBND tỉnh Hòa Lâm", "Sở Tài chính"),
            "BC",
            "",
            "Giám đốc",
            "Hòa Lâm",
        ),
        (BUREAU, "Bộ Nội vụ", ("Bộ Nội vụ", "Cục Lưu trữ"), "BC", "", "Cục trưởng", "Bộ Nội vụ"),
    ],
)
def test_without_a_word_of_the_roster_names_decide(
    unit: Unit,
    parent: str,
    letterhead: tuple[str, ...],
    paper: str,
    on_behalf: str,
    head: str,
    place: str,
) -> None:
    office = unit_office(roster(parent), unit)
    assert office.letterhead == letterhead
    assert office.numbered("BC") == paper
    assert (office.on_behalf, office.head, office.place) == (on_behalf, head, place)


def test_what_the_unit_says_wins_over_the_roster_and_the_roster_over_the_kind() -> None:
    words = roster(kind=UnitKind.DEPARTMENT, head="Giám đốc", number="CQ", place="Phố Lâm")
    own = evolve(DEPARTMENT, number="STC", head="Quyền Giám đốc", letterhead=("SỞ TÀI CHÍNH",))
    said, usual = unit_office(words, own), unit_office(words, DEPARTMENT)
    assert (said.numbered("BC"), said.head) == ("BC-STC", "Quyền Giám đốc")
    assert said.letterhead == ("SỞ TÀI CHÍNH",)
    assert (usual.numbered("BC"), usual.head, usual.place) == ("BC-CQ", "Giám đốc", "Phố Lâm")


def test_a_kind_decides_where_the_names_say_nothing() -> None:
    plain = evolve(COMMUNE, full="Xã Na Hót")
    office = unit_office(roster(kind=UnitKind.COMMUNE), plain)
    assert office.letterhead == ("Ủy ban nhân dân", "Xã Na Hót")
    assert office.is_committee


@pytest.mark.parametrize(
    ("parent", "name", "number", "head", "decision"),
    [
        ("tỉnh Hòa Lâm", "Sở Nội vụ", "SNV-CCHC", "Giám đốc", "QĐ-UBND"),
        ("huyện Văn Quan", "UBND huyện Văn Quan", "UBND", "Chủ tịch", "QĐ-UBND"),
        ("Bộ Nội vụ", "Bộ Nội vụ", "", "Bộ trưởng", "QĐ"),
    ],
)
def test_who_appraises_and_who_decides_follow_from_the_parent(
    parent: str, name: str, number: str, head: str, decision: str
) -> None:
    office = appraising_office(roster(parent))
    assert (office.name, office.number, office.head) == (name, number, head)
    assert deciding_office(roster(parent)).numbered("QĐ") == decision


def test_who_appraises_can_be_said() -> None:
    said = Appraiser("Vụ Cải cách", ("Bộ Nội vụ", "Vụ Cải cách"), "CCHC", "TL. Bộ trưởng")
    office = appraising_office(roster("Bộ Nội vụ", appraiser=evolve(said, head="Vụ trưởng")))
    assert office.name == "Vụ Cải cách"
    assert office.letterhead == ("Bộ Nội vụ", "Vụ Cải cách")
    assert (office.on_behalf, office.head) == ("TL. Bộ trưởng", "Vụ trưởng")


@pytest.mark.parametrize(
    ("name", "head", "short"),
    [
        ("Sở Nông nghiệp và Môi trường", "Giám đốc", "SNNMT"),
        ("Văn phòng UBND tỉnh", "Chánh Văn phòng", "VPUBNDT"),
        ("Thanh tra tỉnh", "Chánh Thanh tra", "TTT"),
        ("Chi cục Thuế", "Chi cục trưởng", "CCT"),
        ("Đài Phát thanh", "", "ĐPT"),
    ],
)
def test_a_name_tells_head_and_short_form(name: str, head: str, short: str) -> None:
    assert (usual_head(name), initials(name)) == (head, short)
