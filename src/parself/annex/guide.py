"""What the workbook tells the clerk who fills it in: a page of steps, and lines as examples."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from parself.annex import columns as c
from parself.annex.lay import Laid, Share, Values

_PAGE: Final = f"""\
Việc cần làm
1 | Trang tính {c.HEAD.title}: kiểm tra tên, năm, danh sách đơn vị.
2 | Trang tính {c.ROWS.title}: chép phụ lục vào, mỗi lĩnh vực, tiêu chí, tiêu chí thành phần một
    dòng. Chỉ cần bốn cột đầu: mã, tên, điểm tối đa, cơ quan chấm.
3 | Lưu tệp, rồi chạy: parself rubric import TÊN-TỆP.xlsx. Mọi lỗi được báo cùng lúc, theo trang
    tính và ô; sửa rồi chạy lại.
4 | Bộ tiêu chí dùng được ngay: parself new THƯ-MỤC --rubric TÊN-TỆP.toml --unit MÃ-ĐƠN-VỊ.
5 | Khi có thời gian, ghi thêm cơ quan chủ trì, tài liệu kiểm chứng và cách tính từng dòng, rồi
    chạy lại bước 3.
Quy ước
Mã | Gõ như phụ lục: 1 là lĩnh vực, 1.1 là tiêu chí, 1.1.1 là tiêu chí thành phần. Mã dạng khác (I,
    B1, T1) thì chọn ở cột Cấp. Cột Mã để dạng văn bản (Text), vì Excel đổi 1.10 thành 1.1.
Dòng có dòng con | Chỉ ghi mã, tên, điểm tối đa. Để trống điểm tối đa thì lấy tổng các dòng con.
Để trống cách nhập | Đơn vị nhập điểm trực tiếp kèm giải trình; dòng điều tra xã hội học nhận phần
    trăm hoặc điểm được công bố.
Số | Gõ 1,5 hay 1.5 đều được. Tỷ lệ gõ 95% hoặc 0,95.
Nhiều ý trong một ô | Mỗi tài liệu, mỗi cơ quan một dòng trong ô (Alt+Enter).
Phòng ban | Ghi tên vào trang tính {c.DEPARTMENTS.title} để chọn ở cột Cơ quan chủ trì. Trang tính
    này để trống thì danh sách lấy theo tên đã ghi ở từng dòng.
Trang tính Chi tiết | Các mức để chọn, nội dung phải đạt, nội dung đếm, phần của bình quân, mức
    điểm: mỗi nội dung một dòng, kèm mã tiêu chí.
Ô gộp | Không gộp ô trong bảng: chỉ ô đầu còn số liệu.
Cách nhập số liệu
Chọn mức | Các mức ở trang tính Chi tiết, mỗi mức có điểm; mức cao nhất bằng điểm tối đa.
Các nội dung phải đạt | Các nội dung ở trang tính Chi tiết; điểm cộng lại bằng điểm tối đa. Nếu phải
    đủ mọi nội dung mới có điểm thì để trống điểm, chọn Đạt hoặc không đạt, mức đạt là số nội dung.
Tỷ lệ | Ô nhập 1 là tử số, ô nhập 2 là mẫu số.
Bảng theo đơn vị trực thuộc | Như tỷ lệ nhưng nhập từng xã, thị trấn; hoặc đánh dấu xã nào đạt (ô
    nhập 1).
Bình quân có trọng số | Nhiều tỷ lệ ở trang tính Chi tiết, mỗi tỷ lệ có trọng số.
Số lượng | Ô nhập 1 là nội dung đếm. Nhiều nội dung thì ghi ở trang tính Chi tiết.
Ngày ban hành | Ô nhập 1 là tên ngày; thời hạn là ngày/tháng, hoặc số ngày sau ngày của văn bản ở ô
    nhập 2.
So với năm trước | Ô nhập 1 là số năm nay, ô nhập 2 là số gốc; so sánh bằng tỷ lệ hay chênh lệch.
Cách tính điểm
Tính theo tỷ lệ | Điểm tối đa nhân tỷ lệ. Có thể đặt mức 0 điểm, mức điểm tối đa, hoặc chỉ tiêu.
Chấm theo mức | Các mức điểm ở trang tính Chi tiết: dòng đầu không có mức thấp nhất, các dòng sau
    tăng dần. Với ngày ban hành, mức là số ngày chậm.
Đạt hoặc không đạt | Đạt mức ghi ở cột “Từ mức này: điểm tối đa” thì được điểm tối đa; còn lại: 0
    điểm.
Trừ điểm theo lỗi | Số điểm trừ cho mỗi lỗi; ghi “Hết điểm” nếu chỉ một lỗi là bị trừ toàn bộ điểm.
Điểm mỗi trường hợp | Số điểm cho mỗi trường hợp, không quá điểm tối đa của dòng.
Phần của điểm tối đa | Ở trang tính Chi tiết, cột Điểm: ghi 1/2 điểm tối đa, 50% điểm tối đa.
Văn bản ghi như vậy | Chọn Có khi dòng có 0 điểm (không tính điểm), hoặc không mức nào đạt
    điểm tối đa.
"""
"""A line for each: a word, and what it means; indented where it goes on. Others are headings."""


def _steps() -> Iterator[tuple[str, str]]:
    for line in _PAGE.replace("\n    ", " ").splitlines():
        word, _bar, meaning = line.partition(" | ")
        yield word, meaning


STEPS: Final = tuple(_steps())
"""Lines of the page: a word, and what it means. A line without a meaning is a heading."""


def empty(year: int, roster: str) -> Laid:
    """Return the lines of a workbook that is to be filled in."""
    head = {
        "title": f"Bộ tiêu chí Chỉ số CCHC năm {year}",
        "year": year,
        "status": "draft",
        "edition": "1",
        "roster": roster,
    }
    return Laid(head, {})


EXAMPLES: Final[tuple[Values, ...]] = (
    {"code": "1", "title": "Công tác chỉ đạo, điều hành CCHC", "points": 7},
    {"code": "1.1", "title": "Kế hoạch CCHC năm", "points": 2},
    {
        "code": "1.1.1",
        "title": "Ban hành kế hoạch kịp thời",
        "points": 1,
        "source": "self",
        "department": "Phòng Nội vụ",
        "evidence": ["Kế hoạch CCHC năm"],
        "measure": "Ngày ban hành",
        "input1": "Ngày ban hành kế hoạch CCHC",
        "due": {"day": 31, "month": 12},
        "due_year": -1,
        "otherwise": "Chưa ban hành",
        "scale": "Chấm theo mức",
    },
    {"code": "1.1.2", "title": "Mức độ hoàn thành kế hoạch", "points": 1, "source": "self"},
    {
        "code": "1.2",
        "title": "Hồ sơ giải quyết đúng hạn",
        "points": 2,
        "source": "self",
        "department": "Văn phòng HĐND và UBND",
        "evidence": ["Trích xuất hệ thống một cửa điện tử", "Báo cáo năm"],
        "measure": "Tỷ lệ",
        "input1": "Hồ sơ đúng hạn, trước hạn",
        "input2": "Tổng số hồ sơ đã giải quyết",
        "unit": "hồ sơ",
        "scale": "Tính theo tỷ lệ",
        "zero_below": Share(Decimal("0.95")),
    },
    {
        "code": "1.3",
        "title": "Kiểm tra công tác CCHC",
        "points": 2,
        "source": "self",
        "department": "Phòng Nội vụ",
        "evidence": ["Kết luận kiểm tra"],
        "measure": "Chọn mức",
    },
    {"code": "1.4", "title": "Mức độ hài lòng của người dân", "points": 1, "source": "survey"},
    {
        "code": "T1",
        "level": "penalty",
        "title": "Gửi báo cáo chậm",
        "points": 1,
        "source": "appraiser",
        "measure": "Số lượng",
        "input1": "Số báo cáo gửi chậm",
        "unit": "báo cáo",
        "scale": "Điểm mỗi trường hợp",
        "each": Decimal("0.25"),
    },
)
EXAMPLE_DETAILS: Final[tuple[Values, ...]] = (
    {"row": "1.1.1", "part": "Mức điểm", "points": 1},
    {"row": "1.1.1", "part": "Mức điểm", "points": Decimal("0.5"), "above": 0},
    {"row": "1.1.1", "part": "Mức điểm", "points": 0, "above": 31},
    {"row": "1.3", "part": "Mức để chọn", "title": "Kiểm tra đủ theo kế hoạch", "points": 2},
    {"row": "1.3", "part": "Mức để chọn", "title": "Có kiểm tra, chưa đủ", "points": 1},
    {"row": "1.3", "part": "Mức để chọn", "title": "Không kiểm tra", "points": 0},
)
