"""Phrases that a person uses in explanations again and again.

They belong to whoever sits here and serve every year, so they are kept with the person's
own data and not in an assessment. A list that cannot be read is left as it is and the
shipped phrases stand in; one that cannot be written says so.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from parself import files, toml
from parself.errors import Problem, UsageError, say
from parself.files import MissingFileError
from parself.limits import SNIPPETS, TOML_BYTES
from parself.text import cleaned

BLANK: Final = "…"
"""Stands in a phrase for what differs from row to row."""

START: Final = (
    "Tài liệu lưu tại …; chưa gửi kèm do có thông tin cá nhân.",
    "Số liệu trích xuất từ … ngày ….",
    "Theo Báo cáo số …/BC-… ngày … của ….",
    "Chưa hoàn thành …/… nhiệm vụ do …; đã giao … hoàn thành trước ngày ….",
    "Hồ sơ trễ hạn do …; đã xin lỗi bằng văn bản số … ngày ….",
    "Trong năm đơn vị không phát sinh … (theo … của …).",
    "Số liệu ước thực hiện đến ngày …; số chính thức có sau ngày ….",
)
"""Shipped phrases. Each has blanks: the same words in many rows explain nothing."""


def _file() -> Path:
    return files.own_place("snippets.toml")


def snippets() -> tuple[str, ...]:
    """Return the phrases. Raises `ParselfError` for a list that cannot be read."""
    try:
        data = files.read_file(_file(), most=TOML_BYTES)
    except MissingFileError:
        return START
    listed = toml.read(data, where=files.show_path(_file())).table.get("phrases")
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        what = say("This is not a list of phrases.")
        raise UsageError(
            Problem(what, files.show_path(_file()), say("Correct the file, or delete it."))
        )
    return tuple(map(cleaned, listed))


def added(phrases: Sequence[str], text: str) -> tuple[str, ...]:
    """Return the phrases with another one first, each once. Raises `UsageError` for too many."""
    text = cleaned(text).strip()
    others = tuple(one for one in phrases if one != text)
    if not text:
        return tuple(phrases)
    if len(others) >= SNIPPETS:
        what = say("There are {most:count} phrases already; none was added.", most=SNIPPETS)
        raise UsageError(Problem(what, todo=say("Remove one that is not needed first.")))
    return (text, *others)


def keep(phrases: Sequence[str]) -> None:
    """Write the whole list. Raises `ParselfError` when that fails."""
    path = _file()
    files.make_folder(path.parent)
    files.write_atomic(path, toml.write({"phrases": list(phrases)}))
