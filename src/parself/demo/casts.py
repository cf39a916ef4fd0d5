"""Who plays what in a practice province: its rubric and units, and what happens to which of them.

One cast for each kind of unit. All that stands here is invented; codes and ids are those of the
files that come with the program.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from parself.province.appraising import Judgement
from parself.province.calendar import Dates
from parself.province.decisions import Verdict
from parself.values import Frozen, field


class Reading(Frozen):
    """A figure of the province's own, as the units entered it but for one that differs."""

    row: str
    key: str
    source: str
    unit: str
    by: int


class Judged(Frozen):
    """What is decided of a row of a unit."""

    unit: str
    row: str
    judgement: Judgement


class Cast(Frozen):
    """The practice province of one kind of unit."""

    id: str
    folder: str
    """Name of the folder that is proposed for it."""
    rubric: str
    roster: str
    standings: str
    year: int
    title: str
    half_way: str
    """Unit that is left open."""
    missing: str
    """Unit whose hand-in lies ready, but has not been landed."""
    late: str
    extended: str
    corrected: str
    """Unit that hands in a second time, after its first hand-in was looked at."""
    looked_at: tuple[str, ...]
    """Units whose first areas are appraised."""
    corrected_rows: tuple[str, ...]
    """Rows that the second hand-in answers otherwise: one of the part less."""
    agreed: tuple[str, Decimal]
    """Row on which a way of scoring is agreed, and its points."""
    remarked: tuple[tuple[str, str], tuple[str, str]]
    """A cell with an internal remark, and one with a remark for the unit."""
    judged: tuple[Judged, ...]
    readings: tuple[Reading, ...]
    explanations: tuple[str, str, str]
    surveyed: int = 8
    """Units whose survey points are known."""
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Usual sizes of the wholes of ratios, by row."""
    per_sub_unit: Mapping[str, int] = field(default_factory=dict)
    """Rows whose whole is the number of sub-units, and how many more."""
    same_whole: Mapping[str, str] = field(default_factory=dict)
    """Rows whose whole is that of another row."""
    settled: frozenset[str] = frozenset()
    """Rows on which others depend: as everywhere."""
    always_occurs: frozenset[str] = frozenset()
    """Rows that are never without incidence."""
    not_final: frozenset[str] = frozenset()
    """Rows whose figures are not final yet."""
    late_row: str = ""
    """Row whose whole is the number of late dossiers of others."""
    late_of: tuple[str, ...] = ()

    @property
    def handed_in(self) -> datetime:
        """When the units hand in."""
        return self.january(10, 9)

    def january(self, day: int, hour: int) -> datetime:
        """Return a moment of the January after the year assessed."""
        return datetime(self.year + 1, 1, day, hour, 0)

    @property
    def dates(self) -> Dates:
        """The dates of the round."""
        january, next_ = self.january(1, 0).date(), self.year + 1
        return Dates(
            january.replace(day=2),
            january.replace(day=15),
            january.replace(month=2, day=15),
            january.replace(month=2, day=25),
            january.replace(year=next_, month=3, day=10),
        )


_QUARTER: Final = Decimal("0.25")


def _judged(
    units: tuple[str, str, str, str, str], rows: tuple[str, str, str, str, str]
) -> tuple[Judged, ...]:
    """Return five decisions: by the agreed way, adjusted, asked, asked, adjusted."""
    said = (
        Judgement(Verdict.ADJUST, _QUARTER, way=1),
        Judgement(Verdict.ADJUST, _QUARTER, "Hai lớp tập huấn không có danh sách dự"),
        Judgement(Verdict.ASK, reason="Nêu số hồ sơ trễ hạn đã xin lỗi"),
        Judgement(Verdict.ASK, reason="Gửi báo cáo theo dõi thi hành pháp luật"),
        Judgement(Verdict.ADJUST, _QUARTER, "Báo cáo không có kết quả"),
    )
    return tuple(map(Judged, units, rows, said))


DISTRICTS: Final = Cast(
    id="districts",
    folder="parself-demo",
    rubric="lang-son-huyen-2023",
    roster="lang-son-11-huyen",
    standings="lang-son-2022",
    year=2023,
    title="Các huyện, thành phố",
    half_way="van-quan",
    missing="dinh-lap",
    late="huu-lung",
    extended="bac-son",
    corrected="cao-loc",
    looked_at=("tp-lang-son", "cao-loc", "trang-dinh", "chi-lang", "van-quan"),
    corrected_rows=("1.4.1", "3.1.1"),
    agreed=("1.1.2", _QUARTER),
    remarked=(("chi-lang", "3.4.1"), ("trang-dinh", "1.4.1")),
    judged=_judged(
        ("tp-lang-son", "trang-dinh", "chi-lang", "van-quan", "cao-loc"),
        ("1.1.2", "1.4.1", "3.4.3", "2.2.2", "2.2.2"),
    ),
    readings=(
        Reading("3.4.1", "whole", "Cổng dịch vụ công tỉnh", "chi-lang", 214),
        Reading("6.1", "part", "Kho bạc Nhà nước tỉnh", "tp-lang-son", -1_250),
    ),
    explanations=(
        "Số liệu theo báo cáo CCHC năm, đã đối chiếu với các phòng, ban.",
        "Số liệu trích xuất từ hệ thống một cửa điện tử ngày 31/12/2023.",
        "Đã thống nhất với UBND các xã, thị trấn; chi tiết lưu tại Phòng Nội vụ.",
    ),
    sizes={
        "1.1.3": (30, 60),
        "1.3.3": (4, 12),
        "1.4.1": (8, 20),
        "1.6": (60, 180),
        "2.1.1": (8, 24),
        "2.1.2": (1, 4),
        "2.3": (1, 3),
        "2.4": (10, 24),
        "3.1.1": (8, 20),
        "3.1.3": (2, 12),
        "3.3.1": (240, 330),
        "3.4.1": (5_000, 14_000),
        "3.4.2": (250, 1_400),
        "4.2.2": (1, 4),
        "5.1.2": (60, 90),
        "5.4": (150, 600),
        "5.6": (300, 480),
        "6.1": (60_000, 240_000),
        "6.2.1": (12, 13),
        "6.2.2": (40, 70),
        "6.3.1": (200, 2_500),
        "7.1.1": (12, 30),
        "7.1.2": (2_500, 9_000),
        "7.1.3": (3_000, 9_000),
        "7.3.1": (120, 260),
        "7.3.2": (3_000, 9_000),
        "7.3.3": (40, 90),
        "7.3.4": (800, 2_500),
        "7.3.5": (6_000, 16_000),
        "7.4": (1, 4),
        "8.2.1": (25_000, 120_000),
        "8.2.3": (15, 22),
    },
    per_sub_unit={"1.3.2": 12, "3.2.1": 1, "7.5.3": 0},
    settled=frozenset({"7.5.1"}),
    always_occurs=frozenset({"1.3.3", "2.1.1", "2.1.2", "3.4.3"}),
    not_final=frozenset({"6.1", "8.2.1", "8.2.3"}),
    late_row="3.4.3",
    late_of=("3.4.1", "3.4.2"),
)

COMMUNES: Final = Cast(
    id="communes",
    folder="parself-demo-xa",
    rubric="hoa-lam-xa-2025",
    roster="hoa-lam-65-xa",
    standings="hoa-lam-65-xa-2024",
    year=2025,
    title="Các xã, phường",
    half_way="na-nguoc",
    missing="ha-reu",
    late="van-tung",
    extended="thuong-suong",
    corrected="ha-lam",
    looked_at=("suoi-lam", "ha-lam", "deo-thac", "pac-chua", "na-nguoc"),
    corrected_rows=("1.1.2", "2.1"),
    agreed=("1.1.2", _QUARTER),
    remarked=(("pac-chua", "3.3.1"), ("deo-thac", "2.3")),
    judged=_judged(
        ("suoi-lam", "deo-thac", "pac-chua", "na-nguoc", "ha-lam"),
        ("1.1.2", "2.3", "3.3.2", "2.1", "2.1"),
    ),
    readings=(
        Reading("3.3.1", "whole", "Cổng dịch vụ công tỉnh", "pac-chua", 214),
        Reading("7.1", "part", "Trục liên thông văn bản tỉnh", "suoi-lam", -25),
    ),
    explanations=(
        "Số liệu theo báo cáo CCHC năm, đã đối chiếu với các phòng, trung tâm.",
        "Số liệu trích xuất từ hệ thống một cửa điện tử ngày 31/12/2025.",
        "Đã thống nhất với các thôn, tổ dân phố; chi tiết lưu tại Văn phòng HĐND và UBND.",
    ),
    surveyed=50,
    sizes={
        "3.1.2": (280, 380),
        "3.2.1": (280, 380),
        "3.3.1": (900, 4_500),
        "3.3.3": (600, 3_000),
        "3.4": (2, 20),
        "4.4": (32, 60),
        "6.1": (2_000, 30_000),
        "6.2": (1_500, 20_000),
        "6.4": (50, 900),
        "7.1": (900, 3_500),
        "7.2": (900, 4_500),
        "7.3": (300, 2_500),
    },
    same_whole={"5.1": "4.4", "5.2": "4.4"},
    always_occurs=frozenset({"2.2", "3.3.2"}),
    not_final=frozenset({"6.1", "6.2"}),
    late_row="3.3.2",
    late_of=("3.3.1",),
)

DEPARTMENTS: Final = Cast(
    id="departments",
    folder="parself-demo-so",
    rubric="hoa-lam-so-2025",
    roster="hoa-lam-20-so",
    standings="hoa-lam-20-so-2024",
    year=2025,
    title="Các sở, ban, ngành",
    half_way="tu-phap",
    missing="xuc-tien-dau-tu",
    late="khu-kinh-te",
    extended="y-te",
    corrected="cong-thuong",
    looked_at=("noi-vu", "cong-thuong", "tai-chinh", "xay-dung", "tu-phap"),
    corrected_rows=("1.1.2", "2.2.1"),
    agreed=("1.1.2", _QUARTER),
    remarked=(("xay-dung", "3.3"), ("tai-chinh", "2.3")),
    judged=_judged(
        ("noi-vu", "tai-chinh", "xay-dung", "tu-phap", "cong-thuong"),
        ("1.1.2", "2.3", "2.2.1", "2.3", "2.2.1"),
    ),
    readings=(
        Reading("1.4", "whole", "Hệ thống theo dõi nhiệm vụ tỉnh", "xay-dung", 6),
        Reading("7.1", "part", "Trục liên thông văn bản tỉnh", "noi-vu", -25),
    ),
    explanations=(
        "Số liệu theo báo cáo CCHC năm, đã đối chiếu với các phòng, đơn vị.",
        "Số liệu trích xuất từ hệ thống một cửa điện tử ngày 31/12/2025.",
        "Đã thống nhất với các đơn vị trực thuộc; chi tiết lưu tại Văn phòng cơ quan.",
    ),
    surveyed=14,
    sizes={
        "1.3": (6, 18),
        "1.4": (60, 240),
        "2.1": (2, 9),
        "3.1": (4, 60),
        "3.3": (300, 6_000),
        "3.4": (300, 6_000),
        "3.5": (2, 20),
        "4.3": (1, 5),
        "5.1": (45, 140),
        "6.1": (5_000, 180_000),
        "6.2": (2, 9),
        "6.4": (50, 2_500),
        "7.1": (2_500, 9_000),
        "7.3": (900, 4_500),
    },
    same_whole={"5.3": "5.1"},
    always_occurs=frozenset({"2.2.2"}),
    not_final=frozenset({"6.1"}),
)

CASTS: Final[Mapping[str, Cast]] = {one.id: one for one in (DISTRICTS, COMMUNES, DEPARTMENTS)}
"""The casts by their ids, the usual one first."""
