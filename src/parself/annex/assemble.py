"""Lines of the workbook put together as the table of a rubric's file.

Beside the table it is noted in which cell every key path stands, so that what the checker finds
can be told by sheet and cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from parself.annex import columns as c
from parself.annex.assembly import ID_LENGTH, NAMED, Assembly
from parself.annex.lines import Line, Notes
from parself.annex.scored import finish_departments, note_stray_details, scored_row
from parself.errors import say
from parself.rubric.load import FORMAT
from parself.text import search_key, slug
from parself.toml import Table


def assemble(lines: Mapping[str, tuple[Line, ...]], notes: Notes) -> Table:
    """Return the rubric's table, made of lines by the title of their sheet."""
    work = Assembly(lines, notes)
    for line in lines[c.DETAILS.title]:
        work.details[line.text("row")].append(line)
    table: Table = {"format": FORMAT, "rubric": {}}
    for key, sheet in c.LISTS.items():
        listed = enumerate(lines[sheet.title], start=1)
        entries = [_listed(work, key, number, line) for number, line in listed]
        table |= {key: entries} if entries else {}
    for key in ("department", "figure"):
        entries = table.get(key, [])
        titles = {search_key(entry["title"]): entry["id"] for entry in entries}
        # An id goes before a title that looks like it.
        work.names[key] = titles | {entry["id"]: entry["id"] for entry in entries}
    table |= _tree(work)
    finish_departments(work, table)
    table["rubric"] = _head(work, table)
    note_stray_details(work)
    return table


def _listed(work: Assembly, key: str, number: int, line: Line) -> Table:
    """Return a department, a shared figure or a check."""
    sheet = c.LISTS[key]
    work.require(line, sheet.needed, sheet)
    entry: Table = {}
    if "id" in {column.key for column in sheet.columns}:
        entry["id"] = line.text("id") or slug(line.text("title"), longest=ID_LENGTH) or key
    name = entry.get("id", f"#{number}")
    at = f"{key}[{name}]"
    work.notes.places[at] = line.start
    work.fill({column.key: column.key for column in sheet.columns}, line, at, entry)
    entry.setdefault(sheet.needed[0], "–")
    return entry


def _code_of(line: Line) -> str:
    """Return a line's code as it stands in key paths."""
    return line.text("code") or "–"


def _head(work: Assembly, table: Table) -> Table:
    (line,), at = work.lines[c.HEAD.title], "rubric"
    work.require(line, c.HEAD.needed, c.HEAD)
    head: Table = {"edition": "1", "status": "draft", "title": "–", "year": 2000, "roster": "–"}
    work.fill({column.key: column.key for column in c.HEAD.columns}, line, at, head)
    head.setdefault("id", slug(head["title"], longest=ID_LENGTH) or "bo-tieu-chi")
    head.setdefault("points", sum((area["points"] for area in table["area"]), Decimal(0)))
    for kind in ("bonus", "penalty"):
        rows = [row["points"] for row in table.get("adjustment", []) if row["kind"] == kind]
        head.setdefault(f"{kind}_cap", sum(rows, Decimal(0)))
    missing = {"title", "year", "roster"} - line.values.keys()
    work.notes.muted |= {f"rubric.{key}" for key in missing}
    bands = work.lines[c.BANDS.title]
    if bands:
        head["bands"] = [_band(work, number, one) for number, one in enumerate(bands, start=1)]
        work.notes.places["rubric.bands"] = bands[0].start
    return head


def _band(work: Assembly, number: int, line: Line) -> Table:
    at = f"rubric.bands[#{number}]"
    band: Table = {"label": "–", "from": Decimal(0)}
    if not work.require(line, c.BANDS.needed, c.BANDS):
        work.notes.muted |= {"rubric.bands", at}
    work.fill({column.key: column.key for column in c.BANDS.columns}, line, at, band)
    return band


def _levelled(rows: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield lines with the level that each states, or that its code shows.

    A line whose code cannot be read is taken to stand where the one above it does.
    """
    level = c.AREA
    for line in rows:
        if _is_total(line):
            continue
        code = line.text("code")
        shown = (c.AREA, c.CRITERION, c.ITEM)[min(code.count("."), 2)] if code else level
        level = str(line.values.get("level", shown))
        yield line, level


def _is_total(line: Line) -> bool:
    """Say whether this is the sum at the end of an annex."""
    named = search_key(line.text("code") or line.text("title")).rstrip(":")
    return named in {search_key(word) for word in c.TOTALS}


def _tree(work: Assembly) -> Table:
    work.notes.unread += [line.start for line in work.lines[c.ROWS.title] if _is_total(line)]
    areas: list[Table] = []
    adjustments: list[Table] = []
    for line, level, items in _grouped(work.lines[c.ROWS.title]):
        is_group = level == c.AREA or bool(items)
        work.require(line, NAMED if is_group else c.ROWS.needed, c.ROWS)
        if level == c.AREA:
            areas.append(_group(work, line, f"area[{_code_of(line)}]", "criterion"))
        elif level in _ADJUSTMENTS:
            at = f"adjustment[{_code_of(line)}]"
            adjustments.append({"kind": level, **scored_row(work, line, at, ())})
        elif not areas:
            what = say("The line stands before the first area.")
            work.notes.fault(line.at("code"), what, say("Put the line of its area above it."))
        else:
            if level == c.ITEM:
                what = say("The line stands below no criterion.")
                todo = say("Put the line of its criterion above it.")
                work.notes.fault(line.at("code"), what, todo)
            area = areas[-1]
            area["criterion"].append(_criterion(work, line, items, f"area[{area['id']}]"))
    for area in areas:
        _sum_up(area, "criterion")
    return {"area": areas, **({"adjustment": adjustments} if adjustments else {})}


_ADJUSTMENTS: Final = ("bonus", "penalty")


def _grouped(rows: Sequence[Line]) -> list[tuple[Line, str, list[Line]]]:
    """Return every line but sub-criteria, each with the sub-criteria below it."""
    groups: list[tuple[Line, str, list[Line]]] = []
    for line, level in _levelled(rows):
        if level == c.ITEM and groups and groups[-1][1] == c.CRITERION:
            groups[-1][2].append(line)
        else:
            groups.append((line, level, []))
    return groups


def _criterion(work: Assembly, line: Line, items: Sequence[Line], area: str) -> Table:
    at = f"{area}.criterion[{_code_of(line)}]"
    if not items:
        return scored_row(work, line, at, (area,))
    group = _group(work, line, at, "item")
    for item in items:
        work.require(item, c.ROWS.needed, c.ROWS)
        group["item"].append(scored_row(work, item, f"{at}.item[{_code_of(item)}]", (at, area)))
    _sum_up(group, "item")
    return group


def _group(work: Assembly, line: Line, at: str, children: str) -> Table:
    """Return an area or a criterion with parts: only code, title and points are its own."""
    for key in (key for key in (*line.values, *line.faulty) if key not in c.FIXED):
        what = say("“{heading}” belongs to scored lines only.", heading=c.ROWS.column(key).heading)
        work.notes.fault(line.at(key), what, say("Empty this cell, or fill in the lines below."))
    work.note_code(line, at)
    table: Table = {"id": "–", "title": "–"}
    work.fill({"code": "id", "title": "title", "points": "points"}, line, at, table)
    work.notes.places |= {at: line.start, f"{at}.{children}": line.start}
    if "points" in line.faulty:
        work.notes.muted |= {f"{at}.points", "rubric.points", f"{at.partition('.')[0]}.points"}
    table[children] = []
    return table


def _sum_up(group: Table, children: str) -> None:
    """Let an area or a criterion without points have those of its parts."""
    if "points" not in group:
        group["points"] = sum((child["points"] for child in group[children]), Decimal(0))
