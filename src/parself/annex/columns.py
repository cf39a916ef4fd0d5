"""What the workbook of a rubric looks like: its sheets, columns and drop-downs, declared once.

Template, export, import and the drop-downs all follow from this declaration. Its words are
Vietnamese whatever the language of the screens: the file goes from office to office and is
read by its headings, as a TOML file is by its keys.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from parself.rules import MEASURES, PLAINEST, SCALES
from parself.values import Frozen, field


class Kind(Enum):
    """How a cell is read and written."""

    TEXT = auto()
    """Text as it stands, of several lines where need be."""
    WORD = auto()
    """Text in one line."""
    CODE = auto()
    """An id: Excel may have taken it for a number."""
    NUMBER = auto()
    """A number, or one of the column's choices."""
    POINTS = auto()
    """Points as a number, as a part of the row's maximum, or one of the column's choices."""
    WHOLE = auto()
    """A whole number, or one of the column's choices."""
    FLAG = auto()
    CHOICE = auto()
    LINES = auto()
    """Several texts, one in a line of the cell."""
    NAMES = auto()
    """Several names, one in a line or parted by semicolons."""
    TERMS = auto()
    """Several words parted by blanks."""
    DAY = auto()
    """Day and month, without a year."""


class Column(Frozen):
    """A column of a sheet, or a line of the sheet that has one value a line."""

    key: str
    heading: str
    kind: Kind = Kind.WORD
    width: int = 14
    note: str = ""
    """What Excel shows beside the cell that is being filled in."""
    choices: Mapping[str, object] = field(default_factory=dict)
    """Words that may be chosen, and what each is in a rubric's file."""
    also: Mapping[str, object] = field(default_factory=dict)
    """Words that are read as choices beside those that are offered."""
    group: str = ""
    """Group of columns that starts here."""


class Sheet(Frozen):
    """A sheet that is read."""

    title: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...] = ()
    """Keys of columns without which a line cannot be read."""

    def column(self, key: str) -> Column:
        """Return a column by key."""
        return next(column for column in self.columns if column.key == key)


MEASURE_RULES: Final = tuple(
    rule
    for cls in sorted(MEASURES.values(), key=lambda cls: cls.kind != PLAINEST)
    for rule in cls.annex
)
SCALE_RULES: Final = tuple(rule for cls in SCALES.values() for rule in cls.annex)
PARTS: Final = tuple(part for rule in (*MEASURE_RULES, *SCALE_RULES) for part in rule.parts)
OF_MAXIMUM: Final = "điểm tối đa"
"""What follows a part of the maximum in a cell."""
EACH_WORD: Final = {"Hết điểm": "all"}

DEPTHS: Final = ("area", "criterion", "item", "fourth", "fifth")
"""Levels of the tree, the area's first."""
LEVELS: Final = {
    **dict(
        zip(("Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Cấp 4", "Cấp 5"), DEPTHS, strict=True)
    ),
    "Điểm thưởng": "bonus",
    "Điểm trừ": "penalty",
}
SELF_WORD: Final = "Đơn vị tự chấm"
SOURCES: Final = {SELF_WORD: "self", "Điều tra xã hội học": "survey", "Cấp trên chấm": "appraiser"}
_SOURCES_TOO: Final = {
    "Tự chấm": "self",
    "Đơn vị": "self",
    "ĐTXHH": "survey",
    "Điều tra XHH": "survey",
    "Cấp trên": "appraiser",
    "Thẩm định": "appraiser",
}
STATUSES: Final = {"Chính thức": "official", "Dự thảo": "draft", "Minh họa": "illustrative"}
AWAY: Final = {
    "Trừ khỏi điểm tối đa": "shrink",
    "Quy đổi theo cả mục": "rescale",
    "Chia đều cho tiêu chí khác": "share",
}
YES: Final = "Có"
NO: Final = "Không"
_SHARE_NOTE: Final = "Tỷ lệ gõ 95% hoặc 0,95; số lượng, số ngày gõ số."

HEAD: Final = Sheet(
    "Thông tin chung",
    (
        Column("title", "Tên bộ tiêu chí"),
        Column("year", "Năm đánh giá", Kind.WHOLE),
        Column("status", "Tình trạng", Kind.CHOICE, choices=STATUSES),
        Column("edition", "Phiên bản", Kind.CODE, note="Tăng thêm 1 mỗi lần văn bản thay đổi."),
        Column("points", "Tổng điểm", Kind.NUMBER, note="Để trống: bằng tổng các lĩnh vực."),
        Column("roster", "Danh sách đơn vị", Kind.CODE, note="Mã của danh sách đơn vị được chấm."),
        Column(
            "standings", "Bảng so sánh", Kind.CODE, note="Mã của bảng so sánh (kết quả năm trước)."
        ),
        Column(
            "decision",
            "Văn bản ban hành",
            Kind.TEXT,
            note="Ví dụ: Quyết định số 45/QĐ-UBND ngày 05/01/2023 của UBND tỉnh.",
        ),
        Column("note", "Lưu ý cho người đọc", Kind.TEXT),
        Column("rounding.item", "Làm tròn điểm tiêu chí đến", Kind.NUMBER, note="Trống: 0,01."),
        Column("rounding.total", "Làm tròn Chỉ số (%) đến", Kind.NUMBER, note="Trống: 0,01."),
        Column("bonus_cap", "Điểm thưởng tối đa", Kind.NUMBER, note="Trống: tổng các dòng thưởng."),
        Column("penalty_cap", "Điểm trừ tối đa", Kind.NUMBER, note="Trống: tổng các dòng trừ."),
        Column("evidence_file_mb", "Tệp TLKC lớn nhất (MB)", Kind.WHOLE, note="Trống: 50."),
        Column("evidence_total_mb", "Tổng TLKC tối đa (MB)", Kind.WHOLE, note="Trống: 500."),
        Column(
            "when_not_applicable",
            "Điểm của tiêu chí không áp dụng",
            Kind.CHOICE,
            note="Trống: trừ khỏi điểm tối đa. Mục nào khác thì ghi ở dòng của mục đó.",
            choices=AWAY,
        ),
        Column(
            "levels",
            "Tên các cấp",
            Kind.LINES,
            note="Mỗi cấp một dòng, từ lĩnh vực. Trống: lĩnh vực, tiêu chí, tiêu chí thành phần.",
        ),
        Column("id", "Mã bộ tiêu chí", Kind.CODE, note="Trống: lấy theo tên bộ tiêu chí."),
    ),
    ("title", "year", "roster"),
)
NAME_HEADING: Final = "Nội dung"
VALUE_HEADING: Final = "Giá trị"
NOTE_HEADING: Final = "Cách điền"

_FIGURE: Final = "Mã hoặc tên ở trang tính Số liệu dùng chung, nếu nhiều tiêu chí dùng một số liệu."
_FIGURES: Final = tuple(
    Column(f"figure{place}", f"Số dùng chung {place}", Kind.WORD, 14, _FIGURE) for place in (1, 2)
)
ROWS: Final = Sheet(
    "Tiêu chí",
    (
        Column("code", "Mã", Kind.CODE, 9, "Như trong phụ lục: 1, 1.1, 1.1.1.", group="Cần điền"),
        Column("title", "Tên", Kind.WORD, 46),
        Column("points", "Điểm tối đa", Kind.NUMBER, 9),
        Column(
            "source",
            "Cơ quan chấm",
            Kind.CHOICE,
            20,
            "Trống: đơn vị tự chấm.",
            SOURCES,
            _SOURCES_TOO,
        ),
        Column(
            "level",
            "Cấp",
            Kind.CHOICE,
            18,
            "Trống: theo mã (1 lĩnh vực, 1.1 tiêu chí, 1.1.1 tiêu chí thành phần).",
            LEVELS,
            group="Điền dần",
        ),
        Column("department", "Cơ quan chủ trì", Kind.WORD, 24),
        Column("contributors", "Cơ quan phối hợp", Kind.NAMES, 24, "Mỗi cơ quan một dòng."),
        Column("evidence", "Tài liệu kiểm chứng", Kind.LINES, 34, "Mỗi tài liệu một dòng."),
        Column("guidance", "Hướng dẫn chấm", Kind.TEXT, 50),
        Column(
            "no_incidence",
            "Không phát sinh thì được",
            Kind.CHOICE,
            16,
            "Trống: không có lựa chọn này.",
            {"Điểm tối đa": "full", "0 điểm": "zero"},
        ),
        Column(
            "not_applicable",
            "Cơ quan được chọn không áp dụng",
            Kind.CHOICE,
            16,
            "Trống: không có lựa chọn này.",
            {"Đơn vị": "unit", "Cấp trên": "appraiser"},
        ),
        Column("provenance", "Nguồn quy định", Kind.TEXT, 20),
        Column(
            "measure",
            "Cách nhập số liệu",
            Kind.CHOICE,
            30,
            "Trống: nhập điểm trực tiếp kèm giải trình.",
            {rule.word: rule.word for rule in MEASURE_RULES},
            group="Số liệu phải nhập",
        ),
        Column("input1", "Ô nhập 1", Kind.WORD, 30, "Tử số, số năm nay, ngày ban hành, số đếm."),
        Column("input2", "Ô nhập 2", Kind.WORD, 30, "Mẫu số, số gốc so sánh, văn bản làm mốc."),
        Column("unit", "Đơn vị tính", Kind.WORD, 12),
        Column("decimals", "Có số lẻ", Kind.FLAG, 8),
        Column("may_exceed", "Được vượt 100%", Kind.FLAG, 9),
        Column("signed", "Được nhập số âm", Kind.FLAG, 8),
        Column(
            "compare",
            "So sánh bằng",
            Kind.CHOICE,
            12,
            choices={"Tỷ lệ": "ratio", "Chênh lệch": "difference"},
        ),
        Column(
            "otherwise", "Chữ hiển thị khi chưa thực hiện", Kind.WORD, 18, "Ví dụ: Chưa ban hành."
        ),
        Column("step", "Bậc điểm", Kind.NUMBER, 8),
        Column("most", "Số lớn nhất", Kind.WHOLE, 8),
        Column("due", "Thời hạn", Kind.DAY, 10, "Ngày/tháng, ví dụ 31/12."),
        Column(
            "due_year",
            "Năm của thời hạn",
            Kind.WHOLE,
            14,
            "Trống: năm đánh giá.",
            {"Năm trước": -1, "Năm đánh giá": 0, "Năm sau": 1},
        ),
        Column("days_after", "Số ngày sau mốc", Kind.WHOLE, 9),
        *_FIGURES,
        Column(
            "scale",
            "Cách tính điểm",
            Kind.CHOICE,
            20,
            "Trống khi số liệu đã là điểm.",
            {rule.word: rule.word for rule in SCALE_RULES},
            group="Tính điểm",
        ),
        Column("zero_below", "Dưới mức này: 0 điểm", Kind.NUMBER, 12, _SHARE_NOTE),
        Column("full_at", "Từ mức này: điểm tối đa", Kind.NUMBER, 12, _SHARE_NOTE),
        Column("target", "Chỉ tiêu", Kind.NUMBER, 9, _SHARE_NOTE),
        Column("from_zero", "Tăng dần từ 0", Kind.FLAG, 9),
        Column(
            "each",
            "Điểm mỗi lỗi, mỗi trường hợp",
            Kind.NUMBER,
            12,
            "Số điểm, hoặc Hết điểm.",
            EACH_WORD,
        ),
        Column(
            "issued_so",
            "Văn bản ghi như vậy",
            Kind.FLAG,
            10,
            "Có: điểm 0, hoặc không mức nào đạt điểm tối đa, đúng như văn bản ban hành.",
            group="Như văn bản",
        ),
        Column("mark", "Ký hiệu trong văn bản", Kind.WORD, 10, "Ví dụ I, 2.1, a). Trống: theo mã."),
        Column(
            "away",
            "Điểm của tiêu chí không áp dụng trong mục",
            Kind.CHOICE,
            18,
            "Chỉ ghi ở dòng có dòng con. Trống: như mục chứa nó.",
            AWAY,
        ),
        Column(
            "goal",
            "Chỉ tiêu chung",
            Kind.NUMBER,
            9,
            "Số mà mọi đơn vị phải đạt.",
            group="So với các đơn vị",
        ),
        Column("at_goal", "Phần điểm khi đạt chỉ tiêu", Kind.NUMBER, 10, _SHARE_NOTE),
    ),
    ("code", "title", "points"),
)
GROUPED: Final = {
    "code": "id",
    "title": "title",
    "points": "points",
    "mark": "mark",
    "away": "when_not_applicable",
}
"""Columns of lines that have lines below them, and the keys of the file."""
FIXED: Final = ("level", *GROUPED)
"""Columns that lines with sub-criteria have too."""
PLAIN: Final = {
    "code": "id",
    **{
        key: key
        for key in (
            "title", "points", "source", "department", "contributors", "no_incidence",
            "not_applicable", "evidence", "guidance", "provenance",
            "issued_so", "mark",
        )
    },
}  # fmt: skip
"""Columns that hold what a row says beside its rule, and the keys of the file."""

DETAILS: Final = Sheet(
    "Chi tiết",
    (
        Column("row", "Mã tiêu chí", Kind.CODE, 11, "Mã ở trang tính Tiêu chí."),
        Column("part", "Loại", Kind.CHOICE, 22, choices={part.word: part.word for part in PARTS}),
        Column("title", "Tên", Kind.WORD, 50),
        Column(
            "points",
            "Điểm",
            Kind.POINTS,
            13,
            "Điểm của mức, của nội dung, hoặc phần của điểm tối đa (1/2 điểm tối đa); điểm trừ mỗi "
            "lỗi.",
            {"Theo tỷ lệ": "proportional", **EACH_WORD},
        ),
        Column("from", "Từ (gồm cả mức này)", Kind.NUMBER, 12, _SHARE_NOTE),
        Column("above", "Trên (không gồm mức này)", Kind.NUMBER, 12, _SHARE_NOTE),
        Column("weight", "Trọng số", Kind.NUMBER, 9),
        Column("target", "Chỉ tiêu", Kind.NUMBER, 9, _SHARE_NOTE),
        Column("input1", "Ô nhập 1", Kind.WORD, 30),
        Column("input2", "Ô nhập 2", Kind.WORD, 30),
        Column("most", "Số lớn nhất", Kind.WHOLE, 8),
        *_FIGURES,
        Column("id", "Mã chi tiết", Kind.CODE, 18, "Trống: lấy theo tên."),
    ),
    ("row", "part"),
)
_NAMED: Final = (
    Column("title", "Tên", Kind.WORD, 50),
    Column("id", "Mã", Kind.CODE, 18, "Trống: lấy theo tên."),
)
DEPARTMENTS: Final = Sheet("Phòng ban", _NAMED, ("title",))
FIGURES: Final = Sheet(
    "Số liệu dùng chung", (*_NAMED, Column("unit", "Đơn vị tính", Kind.WORD, 14)), ("title",)
)
BANDS: Final = Sheet(
    "Xếp loại",
    (
        Column("label", "Xếp loại", Kind.WORD, 20),
        Column("from", "Từ (%)", Kind.NUMBER, 10),
        Column("not_with_zero", "Không có tiêu chí 0 điểm", Kind.FLAG, 14),
        Column("not_with", "Không có điểm trừ", Kind.TERMS, 20),
    ),
    ("label", "from"),
)
CHECKS: Final = Sheet(
    "Kiểm tra chéo",
    (
        Column("message", "Nội dung thông báo khi không khớp", Kind.TEXT, 60),
        Column("left", "Vế trái", Kind.TERMS, 30),
        Column("op", "So sánh", Kind.CHOICE, 12, choices={"bằng": "equal", "không quá": "at_most"}),
        Column("right", "Vế phải", Kind.TERMS, 30),
        Column("when", "Chỉ khi", Kind.WORD, 24),
        Column("distinct_evidence", "Không dùng chung tài liệu", Kind.TERMS, 24),
    ),
    ("message",),
)
LISTS: Final = {"department": DEPARTMENTS, "figure": FIGURES, "check": CHECKS}
"""Sheets that are a list of the rubric's file each, by its key."""
TOTALS: Final = ("Tổng", "Cộng", "Tổng cộng", "Tổng điểm", "Tổng số", "Tổng số điểm")
"""What an annex calls the line of its sum, which is no row."""
GUIDE_TITLE: Final = "Hướng dẫn"
EXAMPLE_TITLE: Final = "Ví dụ"
EXAMPLE_DETAILS_TITLE: Final = "Ví dụ chi tiết"
CHOICES_TITLE: Final = "Danh mục"
"""Hidden sheet that the drop-downs take their words from."""
READ: Final = (HEAD, ROWS, DETAILS, DEPARTMENTS, BANDS, FIGURES, CHECKS)
