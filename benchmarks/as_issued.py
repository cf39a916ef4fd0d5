"""What reading an annex as issued costs: time and memory for 200 and 400 rows, Excel and Word.

Run as ``.venv/bin/python benchmarks/as_issued.py``. Each file is read in a process of its own.
"""

import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import openpyxl

HEAD: Final = ("STT", "Nội dung", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng")
RULES: Final = (
    "Từ 90% trở lên: 2; từ 70% đến dưới 90%: 1; dưới 70%: 0",
    "Mỗi sáng kiến: 0,5 điểm, tối đa 2 điểm",
    "Ban hành trước 31/12 năm trước: 2\nTừ 01/01 đến 15/01: 1\nSau 15/01: 0",
    "Từ 80% trở lên: 2; dưới 80%: điểm = (tỷ lệ : 80%) x 2",
    "Hội đồng xem xét, chấm điểm tương ứng",
)
SIZES: Final = (200, 400)
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN: Final = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:bCs/>'
    '<w:color w:val="000000"/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr>'
)


def lines(rows: int) -> list[Sequence[str]]:
    """Return an annex of ten areas."""
    found: list[Sequence[str]] = [HEAD]
    for area in range(10):
        found.append((str(area + 1), f"LĨNH VỰC {area + 1}", str(2 * rows // 10), "", ""))
        for row in range(rows // 10):
            code = f"{area + 1}.{row + 1}"
            found.append((code, f"Tiêu chí {code}", "2", RULES[row % len(RULES)], "Báo cáo"))
    return found


def in_excel(rows: int) -> bytes:
    """Return the annex as a workbook."""
    book = openpyxl.Workbook()
    page = book.active
    for line in lines(rows):
        page.append(line)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def in_word(rows: int) -> bytes:
    """Return the annex as a Word file, each word a run as Word splits them."""

    def cell(text: str) -> str:
        runs = "".join(f"<w:r>{RUN}<w:t>{word} </w:t></w:r>" for word in text.split())
        return f"<w:tc><w:tcPr><w:tcW/></w:tcPr><w:p>{runs}</w:p></w:tc>"

    table = "".join(f"<w:tr>{''.join(map(cell, line))}</w:tr>" for line in lines(rows))
    body = f'<w:document xmlns:w="{W}"><w:body><w:tbl>{table}</w:tbl></w:body></w:document>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def read(path: Path) -> None:
    """Read an annex, and print seconds, MiB, rows and rows to decide."""
    from parself.issued.reading import Asked, read_issued

    data = path.read_bytes()
    started = time.perf_counter()
    found = read_issued(data, Asked(2026), where=path.name)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    decide = len(found.to_decide())
    print(f"{path.name:12} {seconds:6.2f} s {memory:6.0f} MiB", end=" ")
    print(f"{len(found.readings)} rows, {decide} to decide")


def main() -> None:
    """Make the files, and read each in a process of its own."""
    if len(sys.argv) > 1:
        read(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        for rows in SIZES:
            for ending, made in (("xlsx", in_excel), ("docx", in_word)):
                path = Path(folder) / f"{rows}.{ending}"
                path.write_bytes(made(rows))
                subprocess.run([sys.executable, __file__, str(path)], check=True)


if __name__ == "__main__":
    main()
