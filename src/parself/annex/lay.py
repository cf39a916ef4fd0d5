"""A rubric laid out as the lines of the workbook's sheets: the way back from `assemble`."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from parself.annex import columns as c
from parself.annex.assembly import parts_of
from parself.rubric import model as m
from parself.rubric.dump import rubric_table
from parself.rules.annex import AnnexPart, AnnexRule
from parself.text import search_key
from parself.toml import Table
from parself.values import Frozen

Values = Mapping[str, object]
Lines = Sequence[Values]

_SHARES: Final = ("zero_below", "full_at", "target", "from", "above")
"""Columns that hold a share where the measure gives one."""


class Share(Frozen):
    """A number to be shown as a percentage."""

    value: Decimal


class Laid(Frozen):
    """The lines of all sheets."""

    head: Values
    lines: Mapping[str, Lines]
    """Lines by the title of their sheet."""


def lay_out(rubric: m.Rubric) -> Laid:
    """Return the lines that give this rubric again."""
    table = rubric_table(rubric)
    rows, details = _tree(rubric, table, _names(table.get("department", [])))
    caps = {"bonus_cap": rubric.bonus_cap, "penalty_cap": rubric.penalty_cap}
    head = {**_flat(c.HEAD, table["rubric"]), **caps}
    lists = {sheet.title: _listed(sheet, table.get(key, [])) for key, sheet in c.LISTS.items()}
    bands = _listed(c.BANDS, table["rubric"].get("bands", []))
    return Laid(head, {c.ROWS.title: rows, c.DETAILS.title: details, c.BANDS.title: bands, **lists})


def _flat(sheet: c.Sheet, table: Table) -> Values:
    found = {column.key: _get(table, column.key) for column in sheet.columns}
    return {key: value for key, value in found.items() if value is not None}


def _listed(sheet: c.Sheet, entries: Sequence[Table]) -> Lines:
    return [_flat(sheet, entry) for entry in entries]


def _get(table: Table, path: str) -> Any:
    """Return the value at a key path; a bare label is the title of an input."""
    here: Any = table
    for step in path.split("."):
        if isinstance(here, str):
            return here if step == "title" else None
        here = here.get(step) if isinstance(here, Mapping) else None
    return here


def _names(departments: Sequence[Table]) -> Mapping[str, str]:
    """Return departments' names in cells by id: the title where it is unambiguous."""
    titles = [search_key(entry["title"]) for entry in departments]
    ids = {entry["id"] for entry in departments}
    return {
        entry["id"]: entry["title"]
        if titles.count(key) == 1 and not {key, entry["title"]} & ids and ";" not in entry["title"]
        else entry["id"]
        for entry, key in zip(departments, titles, strict=True)
    }


def _tree(rubric: m.Rubric, table: Table, names: Mapping[str, str]) -> tuple[Lines, Lines]:
    """Return the lines of the sheet of rows, and those of the sheet of details."""
    rows: list[Values] = []
    details: list[Values] = []
    for level, node in _nodes(table):
        row = rubric.rows.get(node["id"]) if "measure" in node else None
        is_share = row is not None and row.measure.span().gives == "share"
        rows.append({"level": level, **_row(node, names, is_share=is_share)})
        details += _details(node, is_share=is_share)
    return rows, details


def _nodes(table: Table) -> Iterator[tuple[str, Table]]:
    yield from _standing(table["area"], 0)
    for adjustment in table.get("adjustment", []):
        yield adjustment["kind"], adjustment


def _standing(nodes: Sequence[Table], depth: int) -> Iterator[tuple[str, Table]]:
    """Yield areas, criteria and rows with the word for their level, each before its parts."""
    for node in nodes:
        yield c.DEPTHS[depth], node
        yield from _standing(parts_of(node), depth + 1)


def _row(node: Table, names: Mapping[str, str], *, is_share: bool) -> Values:
    plain = c.PLAIN if "measure" in node else c.GROUPED
    line: dict[str, object] = {key: node[path] for key, path in plain.items() if path in node}
    if "measure" not in node:
        return line
    line.setdefault("source", "self")
    if "department" in node:
        line["department"] = names[node["department"]]
    if "contributors" in node:
        line["contributors"] = [names[one] for one in node["contributors"]]
    for key, rule in _rules(node):
        slots = dict(rule.slots)
        if rule.borrowed is not None and isinstance(node[key][rule.borrowed[0]], Mapping):
            # These stand beside the entries that they are for.
            del slots[rule.borrowed[0]]
        line |= {key: rule.word, **_slots(slots, node[key], is_share=is_share)}
    return line


def _rules(node: Table) -> Iterator[tuple[str, AnnexRule]]:
    """Yield the rules that a row's measure and scale are, each with its key."""
    for key, known in (("measure", c.MEASURE_RULES), ("scale", c.SCALE_RULES)):
        if key in node:
            fitting = (rule for rule in known if rule.kind == node[key]["kind"])
            yield key, next(rule for rule in fitting if not rule.mark or rule.mark in node[key])


def _slots(slots: Mapping[str, str], table: Table, *, is_share: bool) -> Values:
    """Return the cells of a rule or of one of its entries."""
    found = {key: _get(table, path) for key, path in slots.items()}
    return {
        key: Share(Decimal(value))
        if is_share and key in _SHARES and isinstance(value, int | Decimal)
        else value
        for key, value in found.items()
        if value is not None
    }


def _details(node: Table, *, is_share: bool) -> Iterator[Values]:
    rules = dict(_rules(node))
    for key, rule in rules.items():
        for part in rule.parts:
            for entry in node[key].get(part.list, []):
                line = _slots(part.slots, entry, is_share=is_share)
                lent = _lent(node, rules.get("scale"), part, entry)
                yield {"row": node["id"], "part": part.word, **line, **lent}


def _lent(node: Table, scale: AnnexRule | None, part: AnnexPart, entry: Table) -> Values:
    """Return the figure that the row's scale states for an entry of its measure."""
    key, column = scale.borrowed or ("", "") if scale is not None else ("", "")
    if column not in part.lent or not isinstance(node["scale"][key], Mapping):
        return {}
    return {column: node["scale"][key][entry["id"]]}
