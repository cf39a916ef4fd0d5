"""Papers as one page: for the screen, the phone, the printer, and for sending.

One file without scripts, links or outside references, under a policy that forbids them. Text
from data becomes markup nowhere: everything that is shown goes through `_safe`.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from parself.i18n import _
from parself.report.look import shade_step
from parself.report.pictures import picture
from parself.report.tables import (
    Block,
    Cell,
    Chart,
    Column,
    Letterhead,
    Level,
    Line,
    Papers,
    Paragraph,
    Report,
    Signature,
    Table,
    Tone,
    is_figure,
    shown,
)
from parself.text import nfc

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE: Final = Path(__file__).with_name("page.css")
_TONES: Final = {
    Tone.TITLE: ("h2", ""),
    Tone.SUBTITLE: ("p", "subtitle"),
    Tone.HEADING: ("h3", ""),
    Tone.BODY: ("p", ""),
    Tone.NOTE: ("p", "note"),
    Tone.WARNING: ("p", "warning"),
    Tone.CODE: ("p", "code"),
    Tone.SMALL_CODE: ("p", "small-code"),
}
_DENSE: Final = 12
"""From so many columns on, a table is set smaller in print."""
_TALL: Final = 1_200
"""Characters in a cell from which a line may be broken over pages."""


def render(papers: Papers) -> bytes:
    """Return the page's bytes; the same papers give the same bytes."""
    return "\n".join(_page(papers)).encode("utf-8")


def _safe(text: str) -> str:
    return escape(nfc(text), quote=True)


def _element(name: str, css: str, words: str) -> str:
    kind = f' class="{css}"' if css else ""
    return f"<{name}{kind}>{_safe(words)}</{name}>"


def _page(papers: Papers) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_safe(papers.language)}">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield _element("title", "", papers.title)
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style></head>"
    yield "<body>"
    yield from _standing(papers)
    yield from _contents(papers)
    for number, report in enumerate(papers.reports):
        yield from _report(papers, number, report)
    yield "</body></html>\n"


def _standing(papers: Papers) -> Iterator[str]:
    if papers.warning:
        yield _element("p", "standing", papers.warning)


def _contents(papers: Papers) -> Iterator[str]:
    if len(papers.reports) < 2:
        return
    yield f'<nav class="contents"><h3>{_safe(_("Contents"))}</h3><ol>'
    for number, report in enumerate(papers.reports):
        yield f'<li><a href="#r{number}">{_safe(report.title)}</a></li>'
    yield "</ol></nav>"


def _report(papers: Papers, number: int, report: Report) -> Iterator[str]:
    yield f'<section class="{" ".join(_setting(report))}" id="r{number}">'
    # Browsers repeat nothing in page margins, so each report begins with the warning.
    yield from _standing(papers)
    for block in report.blocks:
        yield from _block(block)
    yield "</section>"


def _setting(report: Report) -> Iterator[str]:
    """Yield the classes that say how a report is set on paper."""
    yield "report"
    if report.landscape:
        yield "wide"
    if report.one_page:
        yield "one-page"
    if any(len(table.columns) > _DENSE for table in report.tables):
        yield "dense"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, tone):
            name, css = _TONES[tone]
            yield _element(name, css, text)
        case Table():
            yield from _table(block)
        case Letterhead():
            yield from _letterhead(block)
        case Signature():
            yield from _signature(block)
        case Chart():
            caption = _element("figcaption", "", block.title)
            yield f'<figure class="{block.kind}">{caption}{picture(block)}</figure>'


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="scroll"><table{" class=blanks" if table.has_blanks else ""}>'
    if table.caption:
        yield _element("caption", "", table.caption)
    whole = sum(column.width for column in table.columns)
    shares = (f'<col style="width:{100 * c.width / whole:.2f}%">' for c in table.columns)
    yield f"<colgroup>{''.join(shares)}</colgroup>"
    if any(column.title for column in table.columns):
        heads = (f'<th scope="col">{_safe(column.title)}</th>' for column in table.columns)
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for line in table.lines:
        yield _line(table, line)
    yield "</tbody></table></div>"


def _line(table: Table, line: Line) -> str:
    css = [] if line.level is Level.ROW else [line.level.value]
    if any(isinstance(cell.value, str) and len(cell.value) > _TALL for cell in line.cells):
        css.append("tall")
    kind = f' class="{" ".join(css)}"' if css else ""
    cells = map(_cell, line.cells, table.columns)
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _cell(cell: Cell, column: Column) -> str:
    css = ["figure"] if is_figure(cell, column) else []
    if cell.shade is not None:
        css.append(f"shade-{shade_step(cell.shade)}")
    return _element("td", " ".join(css), shown(cell, column))


def _letterhead(block: Letterhead) -> Iterator[str]:
    *above, unit = block.agency
    motto, device = block.motto
    yield '<div class="letterhead"><div>'
    yield from (_element("p", "", words) for words in above)
    yield _element("p", "strong underlined", unit)
    yield _element("p", "number", block.number)
    yield "</div><div>"
    yield _element("p", "strong", motto)
    yield _element("p", "strong underlined", device)
    yield _element("p", "place", block.place_date)
    yield "</div></div>"


def _signature(block: Signature) -> Iterator[str]:
    yield '<div class="signature"><div class="recipients">'
    yield from (_element("p", "", words) for words in block.recipients)
    yield "</div><div>"
    yield from (_element("p", "signer", words) for words in block.signer)
    yield _element("p", "place-to-sign", block.note)
    yield "</div></div>"
