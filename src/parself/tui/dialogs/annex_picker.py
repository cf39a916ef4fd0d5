"""Choosing an annex as it was issued."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from parself import files
from parself.desk import recent
from parself.errors import Problem, UsageError, say
from parself.i18n import _
from parself.limits import WORD_BYTES, WORKBOOK_BYTES
from parself.tui.dialogs.picker import FilePicker

if TYPE_CHECKING:
    from parself.issued.reading import OpenAnnex


def annex_picker() -> "FilePicker[OpenAnnex]":
    """Return the window that asks for an annex until one could be read."""
    words = _("The annex as it was issued: Word (.docx) or Excel (.xlsx)")
    return FilePicker(_("From annex"), recent.home_folder(), _opened, words)


def _opened(path: Path) -> "OpenAnnex":
    """Open an annex. Raises `ParselfError` with what is wrong."""
    from parself.issued.reading import Asked, is_issued, open_issued

    data = files.read_file(path, most=max(WORD_BYTES, WORKBOOK_BYTES))
    if not is_issued(data, where=path.name):
        what = say("This is the workbook that is filled in by hand, not an annex as issued.")
        raise UsageError(Problem(what, path.name, say("Take it in by “parself rubric import”.")))
    annex = open_issued(data, Asked(date.today().year), where=path.name)
    annex.read({})
    return annex
