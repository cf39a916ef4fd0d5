"""Papers as one page: for the screen, the phone, the printer, and for sending.

One file without scripts, links or outside references, under a policy that forbids them. Text
from data becomes markup nowhere: everything that is shown goes through `safe`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from parself.i18n import _
from parself.tables.drawing import safe
from parself.tables.look import TALL, shade_step
from parself.tables.model import Cell, Column, Level, Line, Table, is_figure, shown
from parself.tables.paper import Chart, Letterhead, Papers, Paragraph, Report, Signature, Tone
from parself.tables.pictures import pictures

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
    Tone.TYPED: ("p", "typed"),
}
_DENSE: Final = 12
"""From so many columns on, a table is set smaller in print."""
_CROWDED: Final = 40
"""From so many columns on, as small as can still be read with a glass."""


def render(papers: Papers) -> bytes:
    """Return the page's bytes; the same papers give the same bytes."""
    return "\n".join(_page(papers)).encode("utf-8")


def _element(name: str, css: str, words: str) -> str:
    kind = f' class="{css}"' if css else ""
    return f"<{name}{kind}>{safe(words)}</{name}>"


def _page(papers: Papers) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{safe(papers.language)}">'
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
    yield f'<nav class="contents"><h3>{safe(_("Contents"))}</h3><ol>'
    for number, report in enumerate(papers.reports):
        yield f'<li><a href="#r{number}">{safe(report.title)}</a></li>'
    yield "</ol></nav>"


def _report(papers: Papers, number: int, report: Report) -> Iterator[str]:
    yield f'<section class="{" ".join(_setting(report))}" id="r{number}">'
    # Browsers repeat nothing in page margins, so each report begins with the warning.
    yield from _standing(papers)
    yield from _blocks(report)
    yield "</section>"


def _blocks(report: Report) -> Iterator[str]:
    """Yield the blocks; a signature is held together with the paragraph before it.

    Nobody signs a page that bears nothing else.
    """
    is_closing = False
    for block, following in zip(report.blocks, (*report.blocks, None)[1:], strict=True):
        is_last_word = isinstance(block, Paragraph) and isinstance(following, Signature)
        if is_last_word:
            yield '<div class="closing">'
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
                yield from ["</div>"] if is_closing else []
            case Chart():
                yield from _figure(block)
        is_closing = is_last_word


def _setting(report: Report) -> Iterator[str]:
    """Yield the classes that say how a report is set on paper."""
    yield "report"
    if report.landscape:
        yield "wide"
    if report.one_page:
        yield "one-page"
    most = max((len(table.columns) for table in report.tables), default=0)
    if most > _DENSE:
        yield "dense"
    if most > _CROWDED:
        yield "crowded"


def _figure(chart: Chart) -> Iterator[str]:
    drawn = pictures(chart)
    # What takes several sheets may be broken between them in print.
    yield f'<figure class="{chart.kind}{" sheets" if len(drawn) > 1 else ""}">'
    yield _element("figcaption", "", chart.title)
    yield from drawn
    yield "</figure>"


def _table(table: Table) -> Iterator[str]:
    kind = ' class="blanks"' if table.has_blanks else ""
    whole = sum(column.width for column in table.columns)
    # The style sheet keeps a table from being squeezed on a phone: it scrolls instead.
    yield f'<div class="scroll"><table{kind} style="--chars:{whole}">'
    if table.caption:
        yield _element("caption", "", table.caption)
    shares = (f'<col style="width:{100 * c.width / whole:.2f}%">' for c in table.columns)
    yield f"<colgroup>{''.join(shares)}</colgroup>"
    if table.has_heading:
        heads = (f'<th scope="col">{safe(column.title)}</th>' for column in table.columns)
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for line in table.lines:
        yield _line(table, line)
    yield "</tbody></table></div>"


def _line(table: Table, line: Line) -> str:
    css = [] if line.level is Level.ROW else [line.level.value]
    if any(isinstance(cell.value, str) and len(cell.value) > TALL for cell in line.cells):
        css.append("tall")
    kind = f' class="{" ".join(css)}"' if css else ""
    cells = map(_cell, line.cells, table.columns)
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _cell(cell: Cell, column: Column[Any]) -> str:
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
    yield _element("p", "strong underlined device", device)
    yield _element("p", "place", block.place_date)
    yield "</div></div>"


def _signature(block: Signature) -> Iterator[str]:
    yield '<div class="signature"><div class="recipients">'
    yield from (_element("p", "", words) for words in block.recipients)
    yield "</div><div>"
    yield from (_element("p", "signer", words) for words in block.signer)
    yield _element("p", "place-to-sign", block.note)
    if block.name:
        yield _element("p", "signer", block.name)
    yield "</div></div>"
