"""Lines of the workbook put together as the table of a rubric's file.

Beside the table it is noted in which cell every key path stands, so that what the checker finds
can be told by sheet and cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from parself.annex import columns as c
from parself.annex.assembly import ID_LENGTH, NAMED, Assembly
from parself.annex.lines import Line, Notes
from parself.annex.scored import finish_departments, note_stray_details, scored_row
from parself.errors import say
from parself.rubric.load import FORMAT
from parself.text import search_key, slug
from parself.toml import Table
from parself.values import Frozen


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


class _Placed(Frozen):
    """A line of the tree, and what stands below it."""

    line: Line
    below: tuple["_Placed", ...] = ()


def _levelled(rows: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield lines with the level that each states, or that its code shows.

    A line whose code cannot be read is taken to stand where the one above it does.
    """
    level = c.DEPTHS[0]
    for line in rows:
        if _is_total(line):
            continue
        code = line.text("code")
        shown = c.DEPTHS[min(code.count("."), len(c.DEPTHS) - 1)] if code else level
        level = str(line.values.get("level", shown))
        yield line, level


def _is_total(line: Line) -> bool:
    """Say whether this is the sum at the end of an annex."""
    named = search_key(line.text("code") or line.text("title")).rstrip(":")
    return named in {search_key(word) for word in c.TOTALS}


def _tree(work: Assembly) -> Table:
    work.notes.unread += [line.start for line in work.lines[c.ROWS.title] if _is_total(line)]
    rows = list(_levelled(work.lines[c.ROWS.title]))
    adjustments = []
    for line, level in rows:
        if level not in c.DEPTHS:
            work.require(line, c.ROWS.needed, c.ROWS)
            row = scored_row(work, line, f"adjustment[{_code_of(line)}]", ())
            adjustments.append({"kind": level, **row})
    tree = [(line, level) for line, level in rows if level in c.DEPTHS]
    first = next((at for at, (_, level) in enumerate(tree) if level == c.DEPTHS[0]), len(tree))
    for line, _level in tree[:first]:
        work.require(line, c.ROWS.needed, c.ROWS)
        what = say("The line stands before the first area.")
        work.notes.fault(line.at("code"), what, say("Put the line of its area above it."))
    placed = _inside(work, tree[first:], 0)
    areas = [_group(work, one, f"area[{_code_of(one.line)}]", ()) for one in placed]
    return {"area": areas, **({"adjustment": adjustments} if adjustments else {})}


def _inside(work: Assembly, rows: Sequence[tuple[Line, str]], depth: int) -> Iterator[_Placed]:
    """Yield the lines of a level with what stands below each; `rows` are all deeper or as deep."""
    at = 0
    while at < len(rows):
        line, level = rows[at]
        own = c.DEPTHS.index(level)
        if own > depth:
            what = say("The line stands below no criterion.")
            todo = say("Put the line of its criterion above it.")
            work.notes.fault(line.at("code"), what, todo)
        end = _end_of(rows, at, own)
        yield _Placed(line, tuple(_inside(work, rows[at + 1 : end], own + 1)))
        at = end


def _end_of(rows: Sequence[tuple[Line, str]], at: int, depth: int) -> int:
    """Return where the lines below a line end."""
    later = range(at + 1, len(rows))
    ends = (place for place in later if c.DEPTHS.index(rows[place][1]) <= depth)
    return next(ends, len(rows))


def _group(work: Assembly, placed: _Placed, at: str, above: tuple[str, ...]) -> Table:
    """Return an area or a criterion with parts: only code, title and points are its own."""
    line, below = placed.line, placed.below
    work.require(line, NAMED, c.ROWS)
    for key in (key for key in (*line.values, *line.faulty) if key not in c.FIXED):
        what = say("“{heading}” belongs to scored lines only.", heading=c.ROWS.column(key).heading)
        work.notes.fault(line.at(key), what, say("Empty this cell, or fill in the lines below."))
    work.note_code(line, at)
    table: Table = {"id": "–", "title": "–"}
    work.fill(c.GROUPED, line, at, table)
    # A criterion of which all parts are rows has items; else each part is a criterion itself.
    children = "item" if above and not any(one.below for one in below) else "criterion"
    work.notes.places |= {at: line.start, f"{at}.{children}": line.start}
    if "points" in line.faulty:
        work.notes.muted |= {f"{place}.points" for place in (at, *above, "rubric")}
    inside = (at, *above)
    table[children] = [
        _part(work, one, f"{at}.{children}[{_code_of(one.line)}]", inside) for one in below
    ]
    if "points" not in table:
        table["points"] = sum((child["points"] for child in table[children]), Decimal(0))
    return table


def _part(work: Assembly, placed: _Placed, at: str, above: tuple[str, ...]) -> Table:
    if placed.below:
        return _group(work, placed, at, above)
    work.require(placed.line, c.ROWS.needed, c.ROWS)
    return scored_row(work, placed.line, at, above)
