"""Papers as text on a terminal, drawn from the same content as every file."""

import shutil
from collections.abc import Iterator
from typing import Final

from parself.tables.model import Table
from parself.tables.paper import Block, Chart, Letterhead, Papers, Paragraph, Signature, Tone
from parself.tables.terminal import WIDTH, ruled, wrapped

_RULE: Final = "─"


def lines(papers: Papers) -> Iterator[str]:
    """Yield all reports one after the other."""
    width = max(WIDTH, shutil.get_terminal_size().columns)
    if papers.warning:
        yield papers.warning
    for report in papers.reports:
        yield ""
        yield _RULE * width
        for block in report.blocks:
            yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Paragraph(text, tone):
            yield from wrapped(text)
            if tone in {Tone.SUBTITLE, Tone.HEADING}:
                yield ""
        case Table():
            yield ""
            yield from wrapped(block.caption) if block.caption else ()
            yield from ruled(block, width)
            yield ""
        case Letterhead():
            yield from (*block.agency, block.number, "", *block.motto, block.place_date, "")
        case Signature():
            yield from ("", *block.signer, block.note, block.name, "", *block.recipients)
        case Chart():
            # The table beside it says the same.
            yield from wrapped(block.alt)
