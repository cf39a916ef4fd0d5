"""What a roster's workbook looks like, declared once: its lines of words, its columns of units.

Screens, shell and workbook take keys, headings and kinds from here. The words are Vietnamese
whatever the language of the screens: the file goes from office to office.
"""

from typing import Final

from parself.annex.columns import Column, Kind, Sheet
from parself.rubric.peers import FigureStatus, UnitKind

KINDS: Final = {
    "Cấp xã": UnitKind.COMMUNE.value,
    "Sở, ban, ngành": UnitKind.DEPARTMENT.value,
    "Cấp huyện": UnitKind.DISTRICT.value,
    "Cấp tỉnh": UnitKind.PROVINCE.value,
    "Loại khác": UnitKind.OTHER.value,
}
STATUSES: Final = {
    "Đã công bố": FigureStatus.OFFICIAL.value,
    "Tự kê khai": FigureStatus.DECLARED.value,
    "Minh họa": FigureStatus.ILLUSTRATIVE.value,
    "Chưa rõ": FigureStatus.UNKNOWN.value,
}

_KINDS_TOO: Final = {value: value for value in KINDS.values()}
_STATUSES_TOO: Final = {value: value for value in STATUSES.values()}

HEAD: Final = Sheet(
    "Thông tin chung",
    (
        Column("id", "Mã danh sách", Kind.CODE, note="Chữ thường không dấu: hoa-lam-65-xa."),
        Column("parent", "Cấp trên", note="tỉnh Hòa Lâm; thành phố …; Bộ …"),
        Column("kind", "Loại đơn vị", Kind.CHOICE, choices=KINDS, also=_KINDS_TOO),
        Column("unit_word", "Tên gọi chung", note="xã, phường; sở, ban, ngành"),
        Column("sub_unit_word", "Đơn vị trực thuộc", note="thôn, tổ dân phố"),
        Column("above", "Cơ quan chủ quản", note="Dòng đầu văn bản; để trống: theo cấp trên"),
        Column(
            "number",
            "Ký hiệu văn bản",
            Kind.CODE,
            note="Phần sau BC-; để trống: theo loại",
        ),
        Column("on_behalf", "Ký thay mặt", note="TM. …; để trống: theo loại đơn vị"),
        Column("head", "Người đứng đầu", note="Giám đốc; Trưởng ban; … Để trống: theo tên đơn vị"),
        Column("place", "Nơi ký", note="Để trống: lấy địa danh của đơn vị hoặc của cấp trên."),
        Column("appraiser.name", "Cơ quan thẩm định", note="Để trống: Sở Nội vụ (thuộc tỉnh)"),
        Column("appraiser.letterhead", "Thẩm định: tên in", Kind.LINES),
        Column("appraiser.number", "Thẩm định: ký hiệu", Kind.CODE),
        Column("appraiser.on_behalf", "Thẩm định: ký thay"),
        Column("appraiser.head", "Thẩm định: người ký"),
        Column("appraiser.place", "Thẩm định: nơi ký"),
        Column("year", "Năm của kết quả", Kind.WHOLE, note="Năm của cột Chỉ số, Hạng"),
        Column("source", "Văn bản công bố", note="Quyết định số … ngày …"),
    ),
    ("id", "parent"),
)

UNITS: Final = Sheet(
    "Đơn vị",
    (
        Column("short", "Tên đơn vị", width=26, note="Xã Na Hót; Sở Tài chính"),
        Column("code", "Mã đơn vị", Kind.CODE, 16, "Để trống: lập từ tên."),
        Column("index", "Chỉ số (%)", Kind.NUMBER, 10, "Kết quả năm gần nhất"),
        Column("rank", "Hạng", Kind.WHOLE, 8),
        Column("previous_index", "Chỉ số trước đó (%)", Kind.NUMBER, 12),
        Column("previous_rank", "Hạng trước đó", Kind.WHOLE, 10),
        Column("status", "Nguồn kết quả", Kind.CHOICE, 14, choices=STATUSES, also=_STATUSES_TOO),
        Column("full", "Tên đầy đủ", width=30, note="Để trống: lập từ tên."),
        Column("locative", "Địa danh", width=18, note="Để trống: lập từ tên."),
        Column("number", "Ký hiệu văn bản", Kind.CODE, 12, "STC: số …/BC-STC"),
        Column("head", "Người đứng đầu", width=18, note="Nếu khác mục chung"),
        Column("place", "Nơi ký", width=14, note="Nếu khác mục chung"),
        Column("letterhead", "Tên trên văn bản", Kind.LINES, 26, "Hai dòng, nếu khác mục chung"),
        Column("sub_units", "Đơn vị trực thuộc", Kind.NAMES, 34, "Mỗi dòng một tên"),
    ),
    ("short",),
)
FIGURES: Final = ("index", "rank", "previous_index", "previous_rank", "status")
"""Keys of what was published of a unit."""
_NAMES: Final = ("ten don vi", "don vi", "co quan, don vi", "ten co quan", "dia phuong")
ALIASES: Final = {
    "short": (*_NAMES, "ten co quan, don vi", "ten", "ten xa, phuong", "xa, phuong", "ten goi"),
    "code": ("ma", "ma don vi"),
    "rank": ("xep hang", "thu hang", "hang", "xep thu"),
    "index": ("chi so", "chi so cchc", "chi so (%)", "ket qua (%)", "diem", "tong diem"),
    "full": ("ten day du",),
    "sub_units": ("don vi truc thuoc", "thon, to dan pho"),
}
"""Other headings, without marks, under which offices keep the same."""
READ: Final = (HEAD, UNITS)
