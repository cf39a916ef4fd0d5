"""A new workbook in memory: text stays text, and the same content gives the same bytes."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

FONT: Final = "Times New Roman"
_OPTIONS: Final = {
    "in_memory": True,
    # Text from data is never a formula, a link or a number, whatever it looks like.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": 12},
}
_CREATED: Final = datetime(2000, 1, 1)


def made(draw: Callable[["Workbook"], object], *, title: str = "") -> bytes:
    """Return the bytes of a workbook into which `draw` has drawn its sheets."""
    from xlsxwriter.workbook import Workbook

    stream = BytesIO()
    with Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "author": "", "created": _CREATED})
        draw(workbook)
    return stream.getvalue()
